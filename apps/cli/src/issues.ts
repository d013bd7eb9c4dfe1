import { describeIssue } from '@tonearm/tools';
import type { z } from 'zod';
import type { CommandError } from './errors.js';
import { usageError } from './errors.js';
import { type Field, toKebabCase } from './fields.js';

/** Says what is wrong with an input in the words of the command line: `--limit: …`. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], positionals: readonly Field[]): CommandError {
  const sentences = issues.map((issue) => {
    const [name] = issue.path;
    if (typeof name !== 'string') return `The input ${describeIssue(issue)}.`;
    const positional = positionals.find((field) => field.name === name);
    return `${positional ? `<${positional.flag}>` : `--${toKebabCase(name)}`}: It ${describeIssue(issue)}.`;
  });
  return usageError(sentences.join('\n'), 'Add --help to see what is allowed.');
}
