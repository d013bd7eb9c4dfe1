import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeFetch, json } from '../../../test-support/fake-fetch.js';
import { type SignInOptions, signIn } from './sign-in.js';

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

/** A token endpoint that answers when it is told to. */
function slowTokenFetch() {
  let answer: (response: Response) => void = () => undefined;
  const answered = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  let fetch: typeof globalThis.fetch = () => answered;
  const asked = new Promise<void>((resolve) => {
    fetch = () => {
      resolve();
      return answered;
    };
  });
  return { fetch, asked, answer };
}

const granted = (): Response => json({ access_token: 'access', refresh_token: 'refresh', expires_in: 3600 });

test('the browser hears that the person is signed in when that is true, and not before', async () => {
  const { fetch: accounts, asked, answer } = slowTokenFetch();
  const heard: string[] = [];
  let stray = '';
  let page: Promise<unknown> | undefined;
  const signingIn = signIn({
    ...base,
    fetch: accounts,
    onUrl: (url) => {
      stray = answerTo(url, { state: 'other' });
      page = fetch(answerTo(url, { code: 'good' })).then(async (response) => heard.push(await response.text()));
    },
  });
  await asked;
  // What was said before these answers would have come before them.
  for (let turn = 0; turn < 2; turn += 1) expect((await fetch(stray)).status).toBe(400);
  expect(heard).toEqual([]);
  answer(granted());
  await signingIn;
  await page;
  expect(heard).toEqual(['Signed in. You can close this page.\n']);
});

/** Signs in with a browser that comes back with an answer, and gives what each of the two heard. */
async function endOf(answer: Record<string, string>, options: Partial<SignInOptions>) {
  let page: Promise<string> | undefined;
  const onUrl = (url: string): void => {
    page = fetch(answerTo(url, answer)).then((response) => response.text());
  };
  const error: unknown = await signIn({ ...base, onUrl, ...options }).catch((reason: unknown) => reason);
  return { error, page: await page };
}

test('a browser whose code could not be exchanged hears why, and nothing that is secret', async () => {
  const refusal = { error: 'invalid_grant', error_description: 'Invalid authorization code: the-code' };
  const { fetch: accounts } = fakeFetch(json(refusal, 400));
  const app = { clientSecret: 'the-secret', fetch: accounts };
  const { error, page } = await endOf({ code: 'the-code' }, app);
  expect(error).toMatchObject({ code: 'authentication', reason: 'invalid_grant' });
  expect(page).toMatch(/^Not signed in\. Spotify gave no token \(invalid_grant: .*\)\. Log in again: .*\.\n$/);
  expect(page).not.toMatch(/the-code|the-secret/);
});

test('a browser hears that the person refused', async () => {
  const { page } = await endOf({ error: 'access_denied' }, {});
  expect(page).toBe('Not signed in. Spotify was told no. Sign in again, and agree.\n');
});

test('the pages can have other words; where these fail, the error is still that of the sign-in', async () => {
  const words = { signedIn: 'Angemeldet.', failed: () => 'Nicht angemeldet.' };
  expect(await endOf({ code: 'good' }, { fetch: tokenFetch().fetch, pages: words })).toMatchObject({
    page: 'Angemeldet.\n',
  });
  expect(await endOf({ error: 'access_denied' }, { pages: words })).toMatchObject({ page: 'Nicht angemeldet.\n' });
  const failed = (): never => {
    throw new Error('no words');
  };
  expect(await endOf({ error: 'access_denied' }, { pages: { ...words, failed } })).toMatchObject({
    error: { code: 'sign_in', reason: 'access_denied' },
    page: expect.stringContaining('Spotify was told no.'),
  });
});

test('what is no error of the client may hold anything, and the browser hears none of it', async () => {
  const now = (): never => {
    throw new Error('a secret of the program');
  };
  const { error, page } = await endOf({ code: 'good' }, { fetch: tokenFetch().fetch, now });
  expect(error).toMatchObject({ message: 'a secret of the program' });
  expect(page).toBe('Not signed in. Where you began says more.\n');
});

test('a person who closes the page meanwhile is signed in all the same', async () => {
  const { fetch: accounts, asked, answer } = slowTokenFetch();
  const leaving = new AbortController();
  let page: Promise<unknown> | undefined;
  const signingIn = signIn({
    ...base,
    fetch: accounts,
    onUrl: (url) => {
      page = fetch(answerTo(url, { code: 'good' }), { signal: leaving.signal }).catch(() => 'closed');
    },
  });
  await asked;
  leaving.abort();
  expect(await page).toBe('closed');
  answer(granted());
  expect(await signingIn).toMatchObject({ accessToken: 'access' });
});

test('whoever shows the page may wait for its end: the sign-in does not wait for them', async () => {
  const onUrl = async (url: string): Promise<void> => {
    const page = await fetch(answerTo(url, { code: 'good' }));
    expect(await page.text()).toContain('Signed in');
  };
  expect(await signIn({ ...base, fetch: tokenFetch().fetch, onUrl })).toMatchObject({ accessToken: 'access' });
});

test('a page that cannot be shown ends the sign-in with the error of whoever shows it', async () => {
  const onUrl = async (): Promise<void> => {
    throw new Error('no browser here');
  };
  await expect(signIn({ ...base, onUrl })).rejects.toThrow('no browser here');
  expect(vi.getTimerCount()).toBe(0);
});

test('given up while the code is exchanged, it says so to the browser and lets go of the port', async () => {
  const { fetch: accounts, asked } = slowTokenFetch();
  const cancel = new AbortController();
  let back = '';
  let page: Promise<string> | undefined;
  const signingIn = signIn({
    ...{ ...base, fetch: accounts, signal: cancel.signal },
    onUrl: (url) => {
      back = answerTo(url, { code: 'good' });
      page = fetch(back).then((response) => response.text());
    },
  });
  await asked;
  cancel.abort();
  await expect(signingIn).rejects.toMatchObject({ code: 'aborted' });
  expect(await page).toBe('Not signed in. The sign-in was given up.\n');
  await expect(fetch(back)).rejects.toThrow();
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

test('opens no page for whoever has given up already, and refuses a signal that is none', async () => {
  const onUrl = vi.fn();
  await expect(signIn({ ...base, signal: AbortSignal.abort(), onUrl })).rejects.toMatchObject({ code: 'aborted' });
  const signal = {} as AbortSignal;
  await expect(signIn({ ...base, signal, onUrl })).rejects.toMatchObject({ parameter: 'signal' });
  expect(onUrl).not.toHaveBeenCalled();
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
