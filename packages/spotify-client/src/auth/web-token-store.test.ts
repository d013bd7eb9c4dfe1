import { afterEach, describe, expect, test, vi } from 'vitest';
import { rejection } from '../../test-support/fake-fetch.js';
import { tokenStoreContract } from '../testing/index.js';
import { type WebStorage, webTokenStore } from './web-token-store.js';

afterEach(() => vi.unstubAllGlobals());

/** What a page keeps texts in. */
function pageStorage(): WebStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  };
}

const tokens = { accessToken: 'secret-access', expiresAt: 1, scopes: [] };

describe.each([
  ['where pages can wait for each other', true],
  ['where they cannot', false],
])('a store of a page, %s,', (_where, hasLocks) => {
  for (const { name, run } of tokenStoreContract(async () => {
    const storage = pageStorage();
    return [webTokenStore({ storage }), webTokenStore({ storage })];
  })) {
    test(name, async () => {
      if (!hasLocks) vi.stubGlobal('navigator', undefined);
      await run();
    });
  }
});

test('waits for other pages by the locks of the platform, until it is given up', async () => {
  const request = vi.fn(async (_name: string, _options: object, run: () => Promise<unknown>) => run());
  vi.stubGlobal('navigator', { locks: { request } });
  const { signal } = new AbortController();
  const store = webTokenStore({ storage: pageStorage(), name: 'app' });
  expect(await store.exclusively(async () => 'in', { signal })).toBe('in');
  expect(request.mock.calls[0]?.slice(0, 2)).toEqual(['app', { signal }]);
});

test('keeps one sign-in under each name', async () => {
  const storage = pageStorage();
  await webTokenStore({ storage }).write(tokens);
  expect([...storage.kept.keys()]).toEqual(['spotify-tokens']);
  expect(await webTokenStore({ storage, name: 'another' }).read()).toBeUndefined();
});

test.each(['', '{"accessToken":"secret-access"', '{"accessToken":7,"expiresAt":1,"scopes":[]}'])(
  'says that %j is no sign-in, without a word of it',
  async (text) => {
    const storage = pageStorage();
    storage.setItem('spotify-tokens', text);
    const error = await rejection(webTokenStore({ storage }).read());
    expect(error).toMatchObject({ code: 'authentication', reason: 'token_store' });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  },
);

test.each([undefined, {}, 'localStorage'])('keeps nothing in %j', (wrong) => {
  expect(() => webTokenStore({ storage: wrong as unknown as WebStorage })).toThrow(
    expect.objectContaining({ code: 'invalid_parameter', parameter: 'storage' }),
  );
});
