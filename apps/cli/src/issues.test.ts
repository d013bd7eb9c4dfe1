import { expect, test } from 'vitest';
import { z } from 'zod';
import { readFields } from './fields.js';
import { describeIssues } from './issues.js';

const input = z.strictObject({
  query: z.string().trim().min(1).max(250),
  limit: z.int().min(1).max(50).optional(),
  device_ids: z.array(z.string()).min(2).max(3).optional(),
  market: z.enum(['SE']).optional(),
});

function complaint(given: object): string {
  const { error } = input.safeParse({ query: 'kiln', ...given });
  const positionals = readFields(input).filter(({ name }) => name === 'query');
  return describeIssues(error?.issues ?? [], positionals).message;
}

test.each([
  [{ query: ' ' }, '<query>: It must not be empty.'],
  [{ query: 'x'.repeat(251) }, '<query>: It may have at most 250 characters.'],
  [{ limit: 0 }, '--limit: It must be at least 1.'],
  [{ limit: 51 }, '--limit: It must be at most 50.'],
  [{ device_ids: ['a'] }, '--device-ids: It needs at least 2 values.'],
  [{ device_ids: ['a', 'b', 'c', 'd'] }, '--device-ids: It may have at most 3 values.'],
])('says in words of the command line what is wrong with %j', (given, words) => {
  expect(complaint(given)).toBe(words);
});

test('says what a pattern means, and never the pattern', () => {
  const market = z.string().regex(/^[A-Z]{2}$/, 'must be a country code, such as SE');
  const { error } = z.strictObject({ market, code: z.string().regex(/^x+$/) }).safeParse({ market: 'ZZZ', code: 'y' });
  expect(describeIssues(error?.issues ?? [], []).message.split('\n')).toEqual([
    '--market: It must be a country code, such as SE.',
    '--code: It does not have the form that it must have.',
  ]);
});

test('says everything that is wrong, one a line', () => {
  expect(complaint({ limit: 0, market: 'XX' }).split('\n')).toEqual([
    '--limit: It must be at least 1.',
    '--market: It must be SE.',
  ]);
});
