import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built server, as people run it. */
export const serverScript: string = fileURLToPath(new URL('../../apps/mcp-server/dist/main.js', import.meta.url));

/** What tells a server to use an emulator that listens at `url`. */
export function emulatorEnvironment(url: string): Record<string, string> {
  return { TONEARM_BACKEND: 'emulator', SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url };
}

/** A server that speaks Streamable HTTP, in a process of its own. */
export interface HttpServerProcess {
  readonly url: URL;
  /** What it has written to standard error so far. */
  errorOutput(): string;
  /** Sends it a signal. */
  signal(name: NodeJS.Signals): void;
  /** Asks it to stop; resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `tonearm-mcp http` and waits until it says where it listens. Rejects with its words if it ends instead. */
export async function startHttpServer(
  environment: Readonly<Record<string, string>>,
  commandLine: readonly string[] = ['--port', '0'],
): Promise<HttpServerProcess> {
  const child = spawn(process.execPath, [serverScript, 'http', ...commandLine], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = exitOf(child);
  const lines: string[] = [];
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const url = /listening on (http\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([listening, ended]);
  if (typeof url !== 'string') throw new Error(lines.join('\n') || `tonearm-mcp ended with ${url}`);
  return {
    url: new URL(url),
    errorOutput: () => lines.join('\n'),
    signal: (name) => void child.kill(name),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** The exit code of a process; null when a signal ended it. */
export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}
