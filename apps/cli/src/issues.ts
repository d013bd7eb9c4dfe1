import type { z } from 'zod';
import type { CommandError } from './errors.js';
import { usageError } from './errors.js';
import { type Field, toKebabCase } from './fields.js';

/** Says what is wrong with an input in the words of the command line: `--limit: …`. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], positionals: readonly Field[]): CommandError {
  const sentences = issues.map(({ path, message }) => {
    const [name] = path;
    if (typeof name !== 'string') return message;
    const positional = positionals.find((field) => field.name === name);
    return `${positional ? `<${positional.flag}>` : `--${toKebabCase(name)}`}: ${message}`;
  });
  return usageError(sentences.join('\n'), 'Add --help to see what is allowed.');
}
