import { writeFile } from 'node:fs/promises';
import type { Tool } from '@tonearm/tools';
import type { Command } from 'commander';
import type { Context } from './context.js';
import { CommandError } from './errors.js';

/** Adds the flag that says where the document of a tool goes. */
export function addDocumentFlag(command: Command, { command: { document } = { path: [] } }: Tool): void {
  if (document !== undefined) command.option('-o, --output <file>', 'where to write it; standard output unless said');
}

/** Writes the document of a result as it is: to the file that was named, or to standard output. False when it has none. */
export async function writeDocument(
  tool: Tool,
  output: Readonly<Record<string, unknown>>,
  file: unknown,
  { streams, notify }: Context,
): Promise<boolean> {
  const field = tool.command?.document;
  if (field === undefined) return false;
  const text = `${String(output[field]).replace(/\n$/, '')}\n`;
  if (typeof file !== 'string' || file === '-') {
    streams.out.write(text);
    return true;
  }
  // What is there already may be the only copy of something.
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new CommandError('usage', `${file} exists.`, 'Name another file, or remove it.');
    throw new CommandError('output', `${file} cannot be written (${error.code}).`, 'Look at where it goes.', error);
  });
  notify(`Written to ${file}.`);
  return true;
}
