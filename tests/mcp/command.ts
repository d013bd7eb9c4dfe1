import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { exitOf, serverScript } from '../journeys/mcp-server-process.ts';

/** How a command of `tonearm-mcp` ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A command that is going on. */
export interface RunningCommand {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves with what matches in its output, as soon as it does; rejects when it ends before. */
  saying(pattern: RegExp): Promise<string>;
}

/** Starts the built `tonearm-mcp` with nothing in its environment but what is given; it does not outlive its test. */
export function startCommand(commandLine: string, environment: Readonly<Record<string, string>> = {}): RunningCommand {
  const child = spawn(process.execPath, [serverScript, ...commandLine.split(' ').filter(Boolean)], {
    env: { PATH: process.env.PATH, XDG_CONFIG_HOME: '/nonexistent', ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  // A command may end before it has read everything.
  child.stdin.on('error', () => undefined);
  const ended = exitOf(child).then((code) => ({ code, output, errors }));
  return {
    process: child,
    ended,
    saying(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const [match] = pattern.exec(output) ?? [];
          if (match !== undefined) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(() => reject(new Error(`It ended without ${pattern}: ${output}${errors}`)));
      });
    },
  };
}

/** Runs a command to its end, with this on its standard input. */
export function runCommand(
  commandLine: string,
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> {
  const { process: child, ended } = startCommand(commandLine, environment);
  child.stdin.end(input);
  return ended;
}

/** What a person does on the page of consent, without the page; gives where their browser ends. */
export async function decide(page: string | URL, decision: 'allow' | 'refuse', user = 'listener'): Promise<string> {
  const address = new URL(page);
  address.searchParams.set('decision', decision);
  address.searchParams.set('user', user);
  const answer = await fetch(address, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}
