import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type ChildEnd, collectOutput } from '../journeys/child-output.ts';
import { serverScript } from '../journeys/mcp-server-process.ts';

/** A command that is going on. */
export interface RunningCommand {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<ChildEnd>;
  /** Resolves with what matches in its output, as soon as it does; rejects when it ends before. */
  saying(pattern: RegExp): Promise<string>;
}

/** Starts the built `tonearm-mcp` with nothing in its environment but what is given; it does not outlive its test. */
export function startCommand(commandLine: string, environment: Readonly<Record<string, string>> = {}): RunningCommand {
  const child = spawn(process.execPath, [serverScript, ...commandLine.split(' ').filter(Boolean)], {
    env: { PATH: process.env.PATH, XDG_CONFIG_HOME: '/nonexistent', ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { output, ended } = collectOutput(child);
  // A command may end before it has read everything.
  child.stdin.on('error', () => undefined);
  return {
    process: child,
    ended,
    saying(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const [match] = pattern.exec(output()) ?? [];
          if (match !== undefined) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        void ended.then((end) => reject(new Error(`It ended without ${pattern}: ${end.output}${end.errors}`)));
      });
    },
  };
}

/** Runs a command to its end, with this on its standard input. */
export function runCommand(
  commandLine: string,
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<ChildEnd> {
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
