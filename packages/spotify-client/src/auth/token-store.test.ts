import { describe, expect, test } from 'vitest';
import { tokenStoreContract } from '../testing/index.js';
import { memoryTokenStore, type TokenStore } from './token-store.js';

describe('a memory store', () => {
  for (const { name, run } of tokenStoreContract(async () => {
    const store = memoryTokenStore();
    return [store, store];
  })) {
    test(name, run);
  }

  test('can begin with a sign-in', async () => {
    const tokens = { accessToken: 'a', expiresAt: 1, scopes: [] };
    expect(await memoryTokenStore(tokens).read()).toEqual(tokens);
  });
});

describe('the contract', () => {
  const broken: readonly [string, (store: TokenStore) => TokenStore][] = [
    ['forgets what was written', (store) => ({ ...store, write: async () => undefined })],
    ['lets everybody in', (store) => ({ ...store, exclusively: (run) => run() })],
    ['never deletes', (store) => ({ ...store, delete: async () => false })],
    [
      'adds to what was written',
      (store) => ({
        ...store,
        write: async (tokens) => store.write({ ...tokens, authorizedAt: 1 }),
      }),
    ],
  ];

  test.each(broken)('notices a store that %s', async (_what, breakIt) => {
    const results = await Promise.allSettled(
      tokenStoreContract(async () => {
        const store = breakIt(memoryTokenStore());
        return [store, store];
      }).map(({ run }) => run()),
    );
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
  });
});
