import type { ChildProcess } from 'node:child_process';

/** How a child process ended, and what it wrote. */
export interface ChildEnd {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** What a child process writes, while it does and in the end. */
export interface ChildOutput {
  /** What it has written to standard output so far. */
  output(): string;
  /** What it has written to standard error so far. */
  errors(): string;
  readonly ended: Promise<ChildEnd>;
}

/** Collects all that a child process writes, as text. */
export function collectOutput(child: ChildProcess): ChildOutput {
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }));
  });
  return { output: () => output, errors: () => errors, ended };
}
