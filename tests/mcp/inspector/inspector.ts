import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collectOutput } from '../../journeys/child-output.ts';

// It is a program only: nothing in it can be imported by name.
const manifest = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json');
const clients = join(dirname(manifest), 'clients');
const runner = fileURLToPath(new URL('calls.mjs', import.meta.url));

/** What the Inspector wrote, and how it ended: 0 for an answer, 5 for an error of a tool, 6 for schemas that it refuses. */
export interface Inspection {
  readonly code: number | null;
  /** What it read from the server, and with --strict what it found. */
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly errors: string;
}

const environmentOf = (home: string) => ({ PATH: process.env.PATH, HOME: home, TONEARM_LOG_LEVEL: 'silent' });

/** Runs the official Inspector on the command line, as people do. */
export async function inspect(home: string, words: readonly string[]): Promise<Inspection> {
  const command = [join(clients, 'launcher/build/index.js'), '--cli', ...words, '--format', 'json'];
  const child = spawn(process.execPath, command, { env: environmentOf(home), stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, output, errors } = await collectOutput(child).ended;
  return { code, errors, envelope: output === '' ? {} : JSON.parse(output) };
}

/** An Inspector that is loaded once for many calls. */
export interface LoadedInspector {
  run(words: readonly string[]): Promise<Inspection>;
  close(): void;
}

/** Loads the Inspector's command line once. */
export function loadInspector(home: string): LoadedInspector {
  const client = pathToFileURL(join(clients, 'cli/build/index.js')).href;
  const child = spawn(process.execPath, [runner, client], {
    env: environmentOf(home),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    async run(words) {
      const answered = new Promise<string>((resolve) => void waiting.push(resolve));
      child.stdin.write(`${JSON.stringify([...words, '--format', 'json'])}\n`);
      const { output, code, problem } = JSON.parse(await answered);
      return { code, errors: problem, envelope: output === '' ? {} : JSON.parse(output) };
    },
    close: () => void child.kill('SIGKILL'),
  };
}
