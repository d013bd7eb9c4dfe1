import { expect, test } from 'vitest';
import { meanwhile, wrap } from './index.js';

test('begins something with every call and does not wait for it, and says when the call is over', async () => {
  const seen: unknown[] = [];
  const policy = wrap(
    meanwhile(({ key, attempt }) => {
      seen.push(['begins', key, attempt]);
      return () => void seen.push('over');
    }),
  );
  const call = { key: 'albums', attempt: 2 };
  await policy.execute(async ({ key }) => void seen.push(['runs', key]), call);
  await expect(policy.execute(() => Promise.reject(new Error('no')), call)).rejects.toThrow('no');
  expect(seen).toEqual([['begins', 'albums', 2], ['runs', 'albums'], 'over', ['begins', 'albums', 2], 'over']);
});

test('may begin something that need not be told when the call is over', async () => {
  expect(await meanwhile(() => undefined).execute(async () => 'value')).toBe('value');
});
