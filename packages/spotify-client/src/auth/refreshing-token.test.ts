import { describe, expect, test, vi } from 'vitest';
import { deafFetch, fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { AbortedError, AuthenticationError, NetworkError, ServerError, UnexpectedResponseError } from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';
import { type RefreshingTokenOptions, refreshingToken } from './refreshing-token.js';
import type { TokenSet } from './token-source.js';

const now = 1_000_000;
const tokens = (leftMs: number, more: Partial<TokenSet> = {}): TokenSet => ({
  accessToken: 'old',
  refreshToken: 'refresh-1',
  expiresAt: now + leftMs,
  scopes: ['user-read-private'],
  authorizedAt: 5,
  ...more,
});
const fresh = (more: object = {}): Response =>
  json({ access_token: 'new', token_type: 'Bearer', expires_in: 3600, ...more });
const invalidGrant = (): Response => json({ error: 'invalid_grant', error_description: 'Refresh token revoked' }, 400);

const source = (leftMs: number, fetch: typeof globalThis.fetch, more: Partial<RefreshingTokenOptions> = {}) =>
  refreshingToken({ clientId: 'app', tokens: tokens(leftMs), fetch, now: () => now, ...more });

test.each([
  undefined,
  { access_token: 'a', refresh_token: 'b', expires_in: 3600 },
  { accessToken: 'a', expiresAt: '1' },
])('%j are no tokens, and no consent that has ended', (wrong) => {
  expect(() => refreshingToken({ clientId: 'app', tokens: wrong as unknown as TokenSet })).toThrow(
    expect.objectContaining({
      code: 'invalid_parameter',
      parameter: 'tokens',
      hint: expect.stringContaining('access_token is accessToken'),
    }),
  );
});

describe('a token', () => {
  test('is used as long as it is good', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    expect(await source(60_001, fetch).token()).toBe('old');
    expect(requests).toHaveLength(0);
  });

  test.each([60_000, 0, -5])('is refreshed when it has %i ms left', async (leftMs) => {
    const { fetch, requests } = fakeFetch(fresh());
    expect(await source(leftMs, fetch).token()).toBe('new');
    expect(requests[0]?.url.href).toBe('https://accounts.spotify.com/api/token');
  });

  test('is refreshed once for 50 calls at a time', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    const one = source(0, fetch);
    const got = await Promise.all(Array.from({ length: 50 }, () => one.token()));
    expect(new Set(got)).toEqual(new Set(['new']));
    expect(requests).toHaveLength(1);
  });

  test('is refreshed again when the next one ends', async () => {
    let time = now;
    const { fetch, requests } = fakeFetch(fresh(), fresh({ access_token: 'newer' }));
    const one = source(0, fetch, { now: () => time });
    expect(await one.token()).toBe('new');
    time += 3600_000;
    expect(await one.token()).toBe('newer');
    expect(requests).toHaveLength(2);
  });

  test('that was rejected by 50 calls at a time is refreshed once, and every call is sent again', async () => {
    const { fetch, requests } = fakeFetch(({ url, headers }) => {
      if (url.pathname === '/api/token') return fresh();
      return headers.get('authorization') === 'Bearer new' ? json({ id: 'me' }) : new Response(null, { status: 401 });
    });
    const spotify = createSpotifyClient({ token: source(3600_000, fetch), fetch });
    const got = await Promise.all(Array.from({ length: 50 }, () => spotify.me.profile()));
    expect(got).toHaveLength(50);
    expect(requests.filter(({ url }) => url.pathname === '/api/token')).toHaveLength(1);
    expect(requests.filter(({ url }) => url.pathname === '/v1/me')).toHaveLength(100);
  });

  test('that another call has replaced is not refreshed again', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    const one = source(3600_000, fetch);
    expect(await one.refresh?.('old')).toBe('new');
    expect(await one.refresh?.('old')).toBe('new');
    expect(requests).toHaveLength(1);
  });
});

describe('what is kept', () => {
  test('the old refresh token, when the reply has none', async () => {
    const onTokens = vi.fn();
    const { fetch } = fakeFetch(fresh());
    await source(0, fetch, { onTokens }).token();
    expect(onTokens).toHaveBeenCalledExactlyOnceWith({ ...tokens(3600_000), accessToken: 'new' });
  });

  test.each(['', null, 7])('the old refresh token, when the reply has %j', async (refresh_token) => {
    const onTokens = vi.fn();
    await source(0, fakeFetch(fresh({ refresh_token })).fetch, { onTokens }).token();
    expect(onTokens.mock.lastCall?.[0]).toMatchObject({ refreshToken: 'refresh-1' });
  });

  test('a new refresh token, which is then used', async () => {
    let time = now;
    const onTokens = vi.fn();
    const { fetch, requests } = fakeFetch(fresh({ refresh_token: 'refresh-2', scope: 'a b' }), fresh());
    const one = source(0, fetch, { onTokens, now: () => time });
    await one.token();
    expect(onTokens.mock.lastCall?.[0]).toMatchObject({
      refreshToken: 'refresh-2',
      scopes: ['a', 'b'],
      authorizedAt: 5,
    });
    time += 3600_000;
    await one.token();
    const sent = requests.map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(sent).toEqual(['refresh-1', 'refresh-2']);
  });

  test('before it is used, however long that takes', async () => {
    let kept: () => void = () => expect.unreachable('nothing is to be kept yet');
    const onTokens = () => new Promise<void>((resolve) => (kept = resolve));
    const { fetch, requests } = fakeFetch(fresh());
    const used = vi.fn();
    const token = source(0, fetch, { onTokens }).token().then(used);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    expect(used).not.toHaveBeenCalled();
    kept();
    await token;
    expect(used).toHaveBeenCalledExactlyOnceWith('new');
  });

  test('or the call fails, and the next one tries to keep it again', async () => {
    const onTokens = vi.fn(async () => {}).mockRejectedValueOnce(new Error('disk full'));
    const { fetch, requests } = fakeFetch(fresh({ refresh_token: 'refresh-2' }));
    const one = source(0, fetch, { onTokens });
    await expect(one.token()).rejects.toThrow('disk full');
    expect(await one.token()).toBe('new');
    expect([onTokens.mock.calls.length, requests.length]).toEqual([2, 1]);
  });
});

describe('who asks', () => {
  test('is the client id alone for an app without a secret', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    await source(0, fetch).token();
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_id: 'app',
    });
    expect(requests[0]?.headers.has('authorization')).toBe(false);
  });

  test('is shown by the secret for an app that has one', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    await source(0, fetch, { clientSecret: 'hush-hush', accountsUrl: 'http://127.0.0.1:9/' }).token();
    expect(requests[0]?.headers.get('authorization')).toBe(`Basic ${btoa('app:hush-hush')}`);
    expect(requests[0]?.url.href).toBe('http://127.0.0.1:9/api/token');
    expect(requests[0]?.body).not.toContain('client_id');
  });
});

describe('when it fails', () => {
  test('invalid_grant is final: nothing is asked again', async () => {
    const { fetch, requests } = fakeFetch(invalidGrant());
    const one = source(0, fetch);
    const error = await rejection(one.token());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      reason: 'invalid_grant',
      isRetryable: false,
      hint: expect.stringContaining('Log in'),
    });
    expect(await rejection(one.token())).toBe(error);
    expect(await rejection(Promise.resolve(one.refresh?.('old')))).toBe(error);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['a failure of Spotify', new Response('<html>', { status: 503 }), ServerError],
    ['no connection', new TypeError('fetch failed'), NetworkError],
    ['a web page', new Response('<html>'), UnexpectedResponseError],
    ['a refusal that is a web page', new Response('<html>', { status: 403 }), UnexpectedResponseError],
    ['a reply without a token', json({ token_type: 'Bearer' }), UnexpectedResponseError],
  ])('%s passes: the next call asks again', async (_what, answer, type) => {
    const { fetch, requests } = fakeFetch(answer, fresh());
    const one = source(0, fetch);
    const error = await rejection(one.token());
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ isRetryable: true, endpoint: 'accounts.token' });
    expect(await one.token()).toBe('new');
    expect(requests).toHaveLength(2);
  });

  test('the token is still used while it has time left', async () => {
    const { fetch } = fakeFetch(new Response(null, { status: 503 }));
    expect(await source(30_000, fetch).token()).toBe('old');
  });

  test('the end of a consent is told at once, though the token has time left', async () => {
    const error = await rejection(source(30_000, fakeFetch(invalidGrant()).fetch).token());
    expect(error).toMatchObject({ code: 'authentication', reason: 'invalid_grant' });
  });

  test('a wrong client secret is no end of the consent', async () => {
    const wrong = json({ error: 'invalid_client', error_description: 'Invalid client secret' }, 400);
    const { fetch, requests } = fakeFetch(wrong);
    const one = source(0, fetch);
    expect(await rejection(one.token())).toMatchObject({
      reason: 'invalid_client',
      hint: expect.stringContaining('secret'),
    });
    await rejection(one.token());
    expect(requests).toHaveLength(2);
  });

  test('without a refresh token, the access token is used to its end', async () => {
    const { fetch, requests } = fakeFetch(fresh());
    const { refreshToken: _none, ...rest } = tokens(1);
    expect(await source(0, fetch, { tokens: rest }).token()).toBe('old');
    const error = await rejection(source(0, fetch, { tokens: { ...rest, expiresAt: now } }).token());
    expect(error).toMatchObject({ code: 'authentication', hint: expect.stringContaining('Log in') });
    expect(requests).toHaveLength(0);
  });

  test('no secret is in the error, even when it is echoed', async () => {
    const echo = json({ error: 'invalid_request', error_description: 'refresh-1 of app with hush-hush is bad' }, 400);
    const error = await rejection(source(0, fakeFetch(echo).fetch, { clientSecret: 'hush-hush' }).token());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/refresh-1|hush/);
  });

  test('whoever gives up leaves the refresh running for the others', async () => {
    const controller = new AbortController();
    let answer: (response: Response) => void = () => {};
    const { fetch, requests } = fakeFetch(() => new Promise((resolve) => (answer = resolve)));
    const one = source(0, fetch);
    const impatient = rejection(one.token({ signal: controller.signal }));
    const alsoImpatient = rejection(Promise.resolve(one.refresh?.('old', { signal: controller.signal })));
    const patient = one.token();
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    controller.abort('enough');
    for (const error of [await impatient, await alsoImpatient]) {
      expect(error).toBeInstanceOf(AbortedError);
      expect(error).toMatchObject({ cause: 'enough' });
    }
    answer(fresh());
    expect(await patient).toBe('new');
    expect(requests).toHaveLength(1);
  });

  test('a token endpoint that never answers does not hold anybody for ever', async () => {
    vi.useFakeTimers();
    const error = rejection(source(0, deafFetch).token());
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(await error).toMatchObject({ code: 'timeout', endpoint: 'accounts.token' });
  });
});
