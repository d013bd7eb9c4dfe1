import type { Tool } from '@tonearm/tools';
import { type Field, toKebabCase } from './fields.js';

/** A tool's examples as command lines, for the end of its help. */
export function exampleLines({ examples = [], command }: Tool, positionals: readonly Field[]): string {
  if (examples.length === 0 || command === undefined) return '';
  const lines = examples.map(({ title, input }) => {
    const words = positionals.flatMap(({ name }) => [input[name] ?? []].flat().map(quote));
    const flags = Object.entries(input)
      .filter(([name]) => positionals.every((field) => field.name !== name))
      .flatMap(([name, value]) => flagWords(toKebabCase(name), value));
    return `  # ${title}\n  $ ${['tonearm', ...command.path, ...words, ...flags].join(' ')}`;
  });
  return `\nExamples:\n${lines.join('\n')}`;
}

function flagWords(flag: string, value: unknown): readonly string[] {
  if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
  return [value].flat().flatMap((one) => [`--${flag}`, quote(one)]);
}

function quote(value: unknown): string {
  const text = String(value);
  return /^[\w:./@=+-]+$/.test(text) ? text : `"${text.replace(/(["\\$`])/g, '\\$1')}"`;
}
