import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeFetch, json } from '../../../test-support/fake-fetch.js';
import { signIn } from './sign-in.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const tokenFetch = () => fakeFetch(json({ access_token: 'access', refresh_token: 'refresh', expires_in: 3600 }));

/** Where Spotify would send the browser. */
const answerTo = (url: string, answer: Record<string, string>): string => {
  const query = new URL(url).searchParams;
  const back = new URL(query.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ state: query.get('state') ?? '', ...answer }).toString();
  return back.href;
};

const base = { clientId: 'app', scopes: ['user-top-read'], accountsUrl: 'https://accounts.invalid' };

test('gives the tokens of the person who agreed, past a stray request', async () => {
  const { fetch: accounts, requests } = tokenFetch();
  const tokens = await signIn({
    ...base,
    fetch: accounts,
    now: () => 1000,
    onUrl: (url) => {
      fetch(answerTo(url, { code: 'stolen', state: 'other' })).then(() => fetch(answerTo(url, { code: 'good' })));
    },
  });
  expect(tokens).toMatchObject({ accessToken: 'access', refreshToken: 'refresh', authorizedAt: 1000 });
  const form = new URLSearchParams(requests[0]?.body);
  expect(form.get('code')).toBe('good');
  expect(form.get('code_verifier')).toMatch(/^[\w-]{43,128}$/);
  expect(form.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
});

test('says that the person refused', async () => {
  const { fetch: accounts, requests } = tokenFetch();
  const signingIn = signIn({
    ...base,
    fetch: accounts,
    onUrl: (url) => void fetch(answerTo(url, { error: 'access_denied' })),
  });
  await expect(signingIn).rejects.toMatchObject({ code: 'sign_in', reason: 'access_denied' });
  expect(requests).toHaveLength(0);
});

test('waits for a person who never answers no longer than said, and lets go of the port', async () => {
  let port = '';
  const signingIn = signIn({
    ...base,
    timeoutMs: 300_000,
    onUrl: (url) => {
      port = new URL(answerTo(url, {})).port;
      setImmediate(() => vi.advanceTimersByTimeAsync(300_000));
    },
  });
  await expect(signingIn).rejects.toMatchObject({ reason: 'timeout' });
  await expect(fetch(`http://127.0.0.1:${port}/callback`)).rejects.toThrow();
});

test('is given up with its signal, and leaves no timer behind', async () => {
  const cancel = new AbortController();
  const signingIn = signIn({ ...base, signal: cancel.signal, onUrl: () => cancel.abort(new Error('stop')) });
  await expect(signingIn).rejects.toMatchObject({
    code: 'aborted',
    cause: expect.objectContaining({ message: 'stop' }),
  });
  expect(vi.getTimerCount()).toBe(0);
});

test('leaves nothing behind at a signal that many sign-ins may share', async () => {
  const { signal } = new AbortController();
  const onUrl = (url: string): void => void fetch(answerTo(url, { code: 'good' }));
  await signIn({ ...base, fetch: tokenFetch().fetch, signal, onUrl });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test.each([0, -1, Number.NaN, 2 ** 31])(
  'does not begin with a limit of %d ms, which no timer can wait for',
  async (timeoutMs) => {
    const onUrl = vi.fn();
    await expect(signIn({ ...base, timeoutMs, onUrl })).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter: 'timeoutMs',
    });
    expect(onUrl).not.toHaveBeenCalled();
  },
);

test('does not begin where nobody would get to see the page', async () => {
  const onUrl = undefined as unknown as () => void;
  await expect(signIn({ ...base, onUrl })).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'onUrl' });
});

test('asks each time with another state, which nobody may guess: whoever knew it could sign a person in as somebody else', async () => {
  const states: (string | null)[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const cancel = new AbortController();
    const onUrl = (url: string): void => {
      states.push(new URL(url).searchParams.get('state'));
      cancel.abort();
    };
    await expect(signIn({ ...base, signal: cancel.signal, onUrl })).rejects.toMatchObject({ code: 'aborted' });
  }
  // 128 random bits.
  for (const state of states) expect(state).toMatch(/^[\w-]{22}$/);
  expect(states[0]).not.toBe(states[1]);
});
