import { describe, expect, test, vi } from 'vitest';
import { fakeFetch, json } from '../../test-support/fake-fetch.js';
import { type StoredTokenOptions, storedToken } from './stored-token.js';
import type { TokenSet } from './token-source.js';
import { memoryTokenStore, type TokenStore } from './token-store.js';

const now = Date.parse('2026-03-01T00:00:00Z');
const tokens = (more: Partial<TokenSet> = {}): TokenSet => ({
  accessToken: 'old',
  refreshToken: 'refresh-1',
  expiresAt: now - 1,
  scopes: [],
  authorizedAt: now - 1000,
  ...more,
});
const fresh = (more: object = {}): Response => json({ access_token: 'new', expires_in: 3600, ...more });
const invalidGrant = (): Response => json({ error: 'invalid_grant', error_description: 'Refresh token expired' }, 400);

const share = (fetch: typeof globalThis.fetch, kept?: TokenSet, more: Partial<StoredTokenOptions> = {}) => {
  const store = memoryTokenStore(kept);
  const open = () => storedToken({ clientId: 'app', store, fetch, now: () => now, ...more });
  return { store, open };
};

describe('tokens in a store', () => {
  test('are refreshed by one, and taken over by all others who share it', async () => {
    const { fetch, requests } = fakeFetch(fresh({ refresh_token: 'refresh-2' }));
    const { open, store } = share(fetch, tokens());
    const sources = [open(), open(), open()];
    expect(await Promise.all(sources.map((source) => source.token()))).toEqual(['new', 'new', 'new']);
    expect(requests).toHaveLength(1);
    expect(await store.read()).toMatchObject({ accessToken: 'new', refreshToken: 'refresh-2' });
  });

  test('that were rejected are refreshed by one too', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    const { open } = share(fetch, tokens({ expiresAt: now + 3_600_000 }));
    const sources = [open(), open()];
    expect(await Promise.all(sources.map((source) => source.token()))).toEqual(['old', 'old']);
    expect(await Promise.all(sources.map((source) => source.refresh?.('old')))).toEqual(['new', 'new']);
    expect(requests).toHaveLength(1);
  });

  test('keep the refresh token that the reply does not replace', async () => {
    const { open, store } = share(fakeFetch(fresh()).fetch, tokens());
    await open().token();
    expect(await store.read()).toMatchObject({ refreshToken: 'refresh-1', authorizedAt: now - 1000 });
  });

  test('are no other consent because they were refreshed here, also where nobody knows when it was given', async () => {
    const onReplaced = vi.fn();
    const { authorizedAt: _given, ...undated } = tokens();
    const { fetch } = fakeFetch(fresh({ refresh_token: 'refresh-2' }));
    const { open } = share(fetch, undated, { onReplaced });
    expect(await open().token()).toBe('new');
    expect(onReplaced).not.toHaveBeenCalled();
  });

  test('are kept before they are used: a reply that cannot be kept is no token', async () => {
    const { store } = share(fakeFetch(fresh()).fetch, tokens());
    const failing = { ...store, write: () => Promise.reject(new Error('disk full')) };
    const source = storedToken({ clientId: 'app', store: failing, fetch: fakeFetch(fresh()).fetch, now: () => now });
    await expect(source.token()).rejects.toThrow('disk full');
  });

  test('that could not be kept are kept by the next call: the token that they replaced may be dead', async () => {
    const { fetch, requests } = fakeFetch(fresh({ refresh_token: 'refresh-2' }), invalidGrant());
    const { store } = share(fetch, tokens());
    const write = vi.fn(store.write).mockRejectedValueOnce(new Error('disk full'));
    const source = storedToken({ clientId: 'app', store: { ...store, write }, fetch, now: () => now });
    await expect(source.token()).rejects.toThrow('disk full');
    expect(await source.token()).toBe('new');
    expect(requests).toHaveLength(1);
    expect(await store.read()).toMatchObject({ accessToken: 'new', refreshToken: 'refresh-2' });
  });

  test('that could not be kept, and have ended since, are refreshed by what they brought', async () => {
    let time = now;
    const { fetch, requests } = fakeFetch(fresh({ refresh_token: 'refresh-2' }), fresh({ access_token: 'newest' }));
    const { store } = share(fetch, tokens());
    const write = vi.fn(store.write).mockRejectedValueOnce(new Error('disk full'));
    const source = storedToken({ clientId: 'app', store: { ...store, write }, fetch, now: () => time });
    await expect(source.token()).rejects.toThrow('disk full');
    time += 3_600_000;
    expect(await source.token()).toBe('newest');
    expect(requests.map(({ body }) => new URLSearchParams(body).get('refresh_token'))).toEqual([
      'refresh-1',
      'refresh-2',
    ]);
  });

  test('say that nobody has signed in, until somebody does', async () => {
    const { open, store } = share(fakeFetch(fresh()).fetch);
    const source = open();
    await expect(source.token()).rejects.toMatchObject({ code: 'authentication', message: 'Nobody has signed in.' });
    await store.write(tokens({ accessToken: 'signed-in', expiresAt: now + 3_600_000 }));
    expect(await source.token()).toBe('signed-in');
  });

  test('whose consent has ended are not tried again; a new sign-in goes on, and is told', async () => {
    const { fetch, requests } = fakeFetch(invalidGrant());
    const onReplaced = vi.fn();
    const { open, store } = share(fetch, tokens(), { onReplaced });
    const source = open();
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(source.token()).rejects.toMatchObject({ code: 'authentication', reason: 'invalid_grant' });
    }
    expect(requests).toHaveLength(1);
    await store.write(tokens({ accessToken: 'another', expiresAt: now + 3_600_000, authorizedAt: now }));
    expect(await source.token()).toBe('another');
    expect(onReplaced).toHaveBeenCalledOnce();
  });

  test('that another process refreshed are no other sign-in', async () => {
    const onReplaced = vi.fn();
    const { open, store } = share(fakeFetch(invalidGrant()).fetch, tokens({ expiresAt: now + 3_600_000 }), {
      onReplaced,
    });
    const source = open();
    await source.token();
    await store.write(tokens({ accessToken: 'theirs', refreshToken: 'refresh-2', expiresAt: now + 3_600_000 }));
    expect(await source.refresh?.('old')).toBe('theirs');
    expect(onReplaced).not.toHaveBeenCalled();
  });

  test.each([
    [60_000, 'new', 1],
    [60_001, 'theirs', 0],
  ])(
    'that another process got are taken over unless they are about to end: with %i ms left it is the token %s',
    async (leftMs, token, refreshes) => {
      let time = now;
      const { fetch, requests } = fakeFetch(fresh());
      const { open, store } = share(fetch, tokens({ expiresAt: now + 3_600_000 }), { now: () => time });
      const source = open();
      expect(await source.token()).toBe('old');
      time += 3_600_000;
      await store.write(tokens({ accessToken: 'theirs', refreshToken: 'refresh-2', expiresAt: time + leftMs }));
      expect(await source.token()).toBe(token);
      expect(requests.map(({ body }) => new URLSearchParams(body).get('refresh_token'))).toEqual(
        Array.from({ length: refreshes }, () => 'refresh-2'),
      );
    },
  );

  test('that another process got are taken over without waiting for a turn', async () => {
    const { store } = share(fakeFetch(fresh()).fetch, tokens({ expiresAt: now + 3_600_000 }));
    const exclusively = vi.fn(() => new Promise<never>(() => {}));
    const source = storedToken({ clientId: 'app', store: { ...store, exclusively }, now: () => now });
    expect(await source.token()).toBe('old');
    await store.write(tokens({ accessToken: 'theirs', expiresAt: now + 3_600_000 }));
    expect(await source.refresh?.('old')).toBe('theirs');
    expect(exclusively).not.toHaveBeenCalled();
  });

  test('that were rejected are not replaced by what another process got and is about to end', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    const { open, store } = share(fetch, tokens({ expiresAt: now + 3_600_000 }));
    const source = open();
    expect(await source.token()).toBe('old');
    await store.write(tokens({ accessToken: 'theirs', refreshToken: 'refresh-2', expiresAt: now + 30_000 }));
    expect(await source.refresh?.('old')).toBe('new');
    expect(requests).toHaveLength(1);
  });

  test('say when a consent has died of age', async () => {
    const authorizedAt = Date.parse('2025-08-31T12:00:00Z');
    const { open } = share(fakeFetch(invalidGrant()).fetch, tokens({ authorizedAt }));
    await expect(open().token()).rejects.toMatchObject({
      reason: 'invalid_grant',
      message: expect.stringMatching(/2025-08-31.*2026-02-28.*six months/),
      hint: 'Log in again.',
    });
  });

  test.each([Number.NaN, 1e20])('say nothing of age when %d is no time', async (authorizedAt) => {
    const { fetch, requests } = fakeFetch(invalidGrant());
    const source = share(fetch, tokens({ authorizedAt })).open();
    for (const _again of [1, 2]) await expect(source.token()).rejects.toMatchObject({ reason: 'invalid_grant' });
    // It is final: nobody asks again.
    expect(requests).toHaveLength(1);
  });

  test('say nothing of age when a younger consent was withdrawn', async () => {
    const authorizedAt = Date.parse('2025-09-02T00:00:00Z');
    const { open } = share(fakeFetch(invalidGrant()).fetch, tokens({ authorizedAt }));
    await expect(open().token()).rejects.toMatchObject({
      reason: 'invalid_grant',
      message: expect.not.stringContaining('six months'),
      hint: expect.stringContaining('withdrawn'),
    });
  });

  test('outlive an outage of the accounts service', async () => {
    const { fetch } = fakeFetch(new Response('<html>', { status: 503 }), fresh());
    const source = share(fetch, tokens()).open();
    await expect(source.token()).rejects.toMatchObject({ code: 'server_error' });
    expect(await source.token()).toBe('new');
  });

  test('are good for an hour from now, however wrong the clock is', async () => {
    let skewed = now - 40 * 86_400_000;
    const { fetch, requests } = fakeFetch(fresh());
    const { open } = share(fetch, tokens({ expiresAt: 0 }), { now: () => skewed });
    const source = open();
    await source.token();
    skewed += 3_500_000;
    await source.token();
    expect(requests).toHaveLength(1);
  });
});

test.each([undefined, {}, 'tokens.json'])('%j is no store, and that is said before it is used', (store) => {
  expect(() => storedToken({ clientId: 'app', store: store as unknown as TokenStore })).toThrow(
    expect.objectContaining({ code: 'invalid_parameter', parameter: 'store' }),
  );
});
