import { execFile } from 'node:child_process';
import { findProgram, type ProgramName } from '@tonearm/tooling/services';

/** How a program ended, and all that it said. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs one of the programs that tests use, to its end. */
export function runProgram(name: ProgramName, commandLine: readonly string[]): Promise<Ended> {
  const { path, environment } = findProgram(name);
  return new Promise((resolve) => {
    execFile(path, commandLine, { env: { ...process.env, ...environment } }, (error, stdout, stderr) => {
      const code = error?.code;
      resolve({ exitCode: typeof code === 'number' ? code : error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}
