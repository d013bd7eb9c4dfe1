import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, type ProgramName } from './find-program.ts';

/** What to run, and how to tell that it is ready. */
export interface ServiceOptions {
  readonly program: ProgramName;
  /** What the program is called with, once its port (loopback, free a moment ago) and its own folder are known. */
  readonly arguments: (place: { readonly port: number; readonly folder: string }) => readonly string[];
  /** The port to listen on; a free one by default. Give it to start again where an earlier one was. */
  readonly port?: number;
  /** Whether it answers; by default, whether its port takes a connection. */
  readonly isReady?: (port: number) => Promise<boolean>;
}

/** A running program: a real child process, ended with the process that started it. */
export interface Service {
  readonly port: number;
  readonly pid: number;
  /** Holds its files; removed by `stop`. */
  readonly folder: string;
  /** Sends a signal: SIGSTOP makes it hang, SIGCONT go on, SIGKILL die. */
  signal(signal: NodeJS.Signals): void;
  /** What it printed so far. */
  output(): string;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

const patienceMs = 20_000;

/** Starts a program and waits until it answers; rejects with what it printed when it ends before. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const program = findProgram(options.program);
  const port = options.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), `tonearm-${options.program}-`));
  const child = spawn(program.path, [...program.arguments, ...options.arguments({ port, folder })], {
    cwd: folder,
    env: { ...process.env, ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const dismissWatchdog = child.pid === undefined ? () => undefined : watch(child.pid);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  }).then(() => {
    process.off('exit', kill);
    dismissWatchdog();
    rmSync(folder, { recursive: true, force: true });
  });

  const { isReady = takesConnection } = options;
  const giveUpAt = performance.now() + patienceMs;
  while (!(await isReady(port))) {
    const isOver = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (isOver || performance.now() > giveUpAt) {
      kill();
      throw new Error(`${options.program} ${isOver ? 'ended' : 'did not answer'} at the start:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    port,
    pid: child.pid ?? 0,
    folder,
    signal: (signal) => void child.kill(signal),
    output: () => printed,
    async stop() {
      // SIGKILL also ends what SIGSTOP holds; nothing that a test leaves behind is worth a tidy end.
      kill();
      await ended;
    },
  };
}

/**
 * Ends a program when this process is gone, however it went: a test runner ends a hung worker with SIGKILL, of which no
 * handler hears. The pipe to the watchdog closes with the process. Returns how to send the watchdog away.
 */
function watch(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined;
  const watchdog = spawn('sh', ['-c', `read -r _ || kill -9 ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Its own group: Ctrl-C must not end it before what it watches.
    detached: true,
  });
  watchdog.unref();
  return () => void watchdog.kill('SIGKILL');
}

/** A loopback port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}

/** Whether a program is ready that says so over HTTP. */
export function answersWith200(path: string): (port: number) => Promise<boolean> {
  return async (port) => {
    try {
      return (await fetch(`http://127.0.0.1:${port}${path}`)).ok;
    } catch {
      return false;
    }
  };
}
