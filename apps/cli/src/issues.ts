import type { z } from 'zod';
import type { CommandError } from './errors.js';
import { usageError } from './errors.js';
import { type Field, toKebabCase } from './fields.js';

/** Says what is wrong with an input in the words of the command line: `--limit: …`. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], positionals: readonly Field[]): CommandError {
  const sentences = issues.map((issue) => {
    const [name] = issue.path;
    if (typeof name !== 'string') return issue.message;
    const positional = positionals.find((field) => field.name === name);
    return `${positional ? `<${positional.flag}>` : `--${toKebabCase(name)}`}: ${inWords(issue)}`;
  });
  return usageError(sentences.join('\n'), 'Add --help to see what is allowed.');
}

/** A limit in the words of people; the schema's own are for programmers ("expected string to have >=1 characters"). */
function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.inclusive !== false) {
    if (!isCounted(issue.origin)) return `It must be at least ${issue.minimum}.`;
    return issue.minimum === 1 ? 'It must not be empty.' : `It needs at least ${sized(issue.origin, issue.minimum)}.`;
  }
  if (issue.code === 'too_big' && issue.inclusive !== false) {
    if (!isCounted(issue.origin)) return `It must be at most ${issue.maximum}.`;
    return `It may have at most ${sized(issue.origin, issue.maximum)}.`;
  }
  return issue.message;
}

function isCounted(origin: string): boolean {
  return origin === 'string' || origin === 'array';
}

function sized(origin: string, size: number | bigint): string {
  return `${size} ${origin === 'string' ? 'characters' : 'values'}`;
}
