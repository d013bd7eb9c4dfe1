import { execFile } from 'node:child_process';
import { findProgram, type ProgramName } from '@tonearm/tooling/services';

/** How a program ended, and all that it said. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs one of the programs that tests use, to its end, with a text on its standard input if one is given. */
export function runProgram(name: ProgramName, commandLine: readonly string[], input?: string): Promise<Ended> {
  const { path, environment } = findProgram(name);
  return new Promise((resolve) => {
    const child = execFile(path, commandLine, { env: { ...process.env, ...environment } }, (error, stdout, stderr) => {
      const code = error?.code;
      resolve({ exitCode: typeof code === 'number' ? code : error === null ? 0 : 1, output: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}
