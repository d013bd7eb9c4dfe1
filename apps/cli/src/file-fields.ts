import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Tool } from '@tonearm/tools';
import { CommandError } from './errors.js';
import type { Streams } from './streams.js';

/** Puts what is in files in the place of their names, for the fields that a person has in files; `-` is standard input. */
export async function readFiles(tool: Tool, input: object, { in: standardInput }: Streams): Promise<object> {
  const fields = Object.entries(tool.command?.files ?? {});
  const read = fields.flatMap(([field, encoding]) => {
    const name: unknown = Reflect.get(input, field);
    return typeof name === 'string' ? [readOne(field, name, encoding, standardInput)] : [];
  });
  return { ...input, ...Object.fromEntries(await Promise.all(read)) };
}

async function readOne(
  field: string,
  name: string,
  encoding: 'text' | 'base64',
  standardInput: Readable,
): Promise<readonly [string, string]> {
  try {
    const bytes = name === '-' ? await allOf(standardInput) : await readFile(name);
    return [field, bytes.toString(encoding === 'text' ? 'utf8' : 'base64')];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(
      'usage',
      `${name} cannot be read (${code}).`,
      'Name a file, or - for standard input.',
      error,
    );
  }
}

async function allOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array | string));
  return Buffer.concat(parts);
}
