import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './describe-issue.js';

const schema = z.strictObject({
  query: z.string().trim().min(1).max(5).optional(),
  limit: z.int().min(1).max(50).optional(),
  ids: z.array(z.string()).min(2).max(3).optional(),
  share: z.number().gt(0).lt(1).optional(),
  kind: z.enum(['track', 'album']).optional(),
  market: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  exact: z.boolean().optional(),
  needed: z.string(),
  either: z.union([z.number(), z.array(z.string())]).optional(),
  odd: z
    .number()
    .refine((value) => value % 2 === 1, 'must be odd.')
    .optional(),
});

test.each([
  [{ query: ' ' }, 'must not be empty'],
  [{ query: 'longer' }, 'may have at most 5 characters'],
  [{ limit: 0 }, 'must be at least 1'],
  [{ limit: 51 }, 'must be at most 50'],
  [{ limit: 1.5 }, 'must be a whole number, not a number'],
  [{ limit: 'secret' }, 'must be a number, not text'],
  [{ ids: ['a'] }, 'needs at least 2 values'],
  [{ ids: ['a', 'b', 'c', 'd'] }, 'may have at most 3 values'],
  [{ ids: 'secret' }, 'must be a list, not text'],
  [{ share: 0 }, 'must be more than 0'],
  [{ share: 1 }, 'must be less than 1'],
  [{ kind: 'secret' }, 'must be one of track, album'],
  [{ market: 'secret' }, 'does not have the form that it must have'],
  [{ exact: 'secret' }, 'must be true or false, not text'],
  [{ needed: undefined }, 'is missing: it must be text'],
  [{ needed: null }, 'must be text, not null'],
  [{ either: 'secret' }, 'is none of the things that it may be'],
  [{ odd: 2 }, 'must be odd'],
  [{ colour: 'secret' }, 'does not know "colour"'],
])('%j %s', (given, words) => {
  const { error } = schema.safeParse({ needed: 'x', ...given });
  expect(error?.issues.map(describeIssue)).toContain(words);
});
