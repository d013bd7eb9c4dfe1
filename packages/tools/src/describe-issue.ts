import type { z } from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  undefined: 'nothing',
  null: 'null',
};

/**
 * Says what is wrong with a value, to follow its name: `must be at least 1`. The schema's own words are for programmers
 * ("Too small: expected string to have >=1 characters"). Never repeats the value: it may be private, or long.
 */
export function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue);
    case 'too_small':
      if (!isCounted(issue.origin))
        return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
      return Number(issue.minimum) === 1 ? 'must not be empty' : `needs at least ${sized(issue.origin, issue.minimum)}`;
    case 'too_big':
      if (!isCounted(issue.origin))
        return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
      return `may have at most ${sized(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      if (issue.format !== 'regex') return `must be a valid ${issue.format}`;
      // A schema that has a pattern may say in words what it means; zod's own words are the pattern.
      return issue.message.startsWith('Invalid ') ? 'does not have the form that it must have' : issue.message;
    case 'unrecognized_keys':
      return `does not know ${issue.keys.map((key) => `"${key.slice(0, 60)}"`).join(', ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return 'is none of the things that it may be';
    default:
      // Rules of our own bring their words.
      return issue.message.replace(/\.$/, '');
  }
}

function describeType({ expected, input, message }: z.core.$ZodIssueInvalidType): string {
  const wanted = typeNames[expected] ?? expected;
  const got = /received (\w+)$/.exec(message)?.[1];
  if (got === 'undefined' || (got === undefined && input === undefined)) return `is missing: it must be ${wanted}`;
  return got === undefined ? `must be ${wanted}` : `must be ${wanted}, not ${typeNames[got] ?? got}`;
}

function isCounted(origin: string): boolean {
  return origin === 'string' || origin === 'array';
}

function sized(origin: string, size: number | bigint): string {
  return `${size} ${origin === 'string' ? 'characters' : 'values'}`;
}
