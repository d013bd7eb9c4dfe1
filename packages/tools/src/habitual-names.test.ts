import { expect, test } from 'vitest';
import { z } from 'zod';
import { acceptHabits } from './habitual-names.js';

const input = z.strictObject({ query: z.string().optional(), items: z.array(z.string()).optional() });

test('takes the names of the Web API for ours', () => {
  expect(acceptHabits(input, { q: 'night', ids: 'a,b' })).toEqual({ query: 'night', items: ['a', 'b'] });
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('leaves %s to be refused by name', (name) => {
  const accepted = acceptHabits(input, JSON.parse(`{"${name}": {"query": "x"}}`));
  expect(Object.keys(Object(accepted))).toEqual([name]);
  expect(input.safeParse(accepted).success).toBe(false);
});
