import { expect, test } from 'vitest';
import { fakeFetch, json } from '../../test-support/fake-fetch.js';
import { type ConsentOptions, startConsent } from './start-consent.js';

const options = (more: Partial<ConsentOptions> = {}): ConsentOptions => ({
  clientId: 'app',
  redirectUri: 'http://127.0.0.1/callback',
  scopes: ['user-top-read', 'user-read-email'],
  ...more,
});
const tokenReply = () => json({ access_token: 'access', refresh_token: 'refresh', expires_in: 3600, scope: 'x' });

test('sends the person to the page of consent with a challenge and a state that are never the same', async () => {
  const [one, two] = [await startConsent(options()), await startConsent(options())];
  const query = new URL(one.url).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    client_id: 'app',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1/callback',
    scope: 'user-top-read user-read-email',
    code_challenge_method: 'S256',
    state: one.state,
  });
  expect(query.get('code_challenge')).not.toBe(new URL(two.url).searchParams.get('code_challenge'));
  expect(one.state).not.toBe(two.state);
  expect(one.state.length).toBeGreaterThanOrEqual(22);
});

test.each([
  ['the whole address', (state: string) => `http://127.0.0.1/callback?code=c&state=${state}`],
  ['an address with spaces around it', (state: string) => ` http://127.0.0.1/callback?code=c&state=${state}\n`],
  ['its query alone', (state: string) => `?code=c&state=${state}`],
  ['its end, from the path on', (state: string) => `/callback?code=c&state=${state}`],
  ['it without its beginning, as browsers show it', (state: string) => `127.0.0.1:8888/callback?code=c&state=${state}`],
  ['it with words before it', (state: string) => `The page was http://127.0.0.1/callback?code=c&state=${state}`],
  ['its query without the question mark', (state: string) => `code=c&state=${state}`],
])('takes %s that a person pastes', async (_what, paste) => {
  const { fetch } = fakeFetch(tokenReply());
  const consent = await startConsent(options({ fetch }));
  expect(await consent.finish(paste(consent.state))).toMatchObject({ accessToken: 'access' });
});

test.each([
  ['another state', 'code=c&state=other', 'wrong_state'],
  ['no state', 'code=c', 'wrong_state'],
  ['nothing', '', 'wrong_state'],
])('exchanges no code that comes with %s', async (_what, answer, reason) => {
  const { fetch, requests } = fakeFetch(tokenReply());
  const consent = await startConsent(options({ fetch }));
  await expect(consent.finish(answer)).rejects.toMatchObject({ name: 'SignInError', reason });
  expect(requests).toHaveLength(0);
});

test.each([
  ['error=access_denied', 'access_denied'],
  ['error=server_error', 'no_code'],
  ['', 'no_code'],
])('tells by %j why there is no code', async (answer, reason) => {
  const consent = await startConsent(options());
  await expect(consent.finish(`${answer}&state=${consent.state}`)).rejects.toMatchObject({ reason });
});

test.each(['http://localhost/callback', 'https://localhost/callback', 'http://example.com/callback', 'callback'])(
  'refuses %s, which Spotify would refuse too',
  async (redirectUri) => {
    await expect(startConsent(options({ redirectUri }))).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter: 'redirectUri',
    });
  },
);

test.each(['https://example.com/callback', 'http://[::1]/callback', 'myapp://callback'])(
  'takes %s',
  async (redirectUri) => {
    await expect(startConsent(options({ redirectUri }))).resolves.toBeDefined();
  },
);

test.each(['user-top-read user-read-email', undefined, null, [7]])(
  'refuses %o as scopes: they are a list',
  async (wrong) => {
    const scopes = wrong as unknown as string[];
    await expect(startConsent(options({ scopes }))).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter: 'scopes',
      hint: expect.stringContaining('[]'),
    });
  },
);

test('is finished on another page, or in another process, by whoever kept its state and its verifier', async () => {
  const { url, state, verifier } = await startConsent(options());
  const { fetch, requests } = fakeFetch(tokenReply());
  const later = await startConsent(options({ fetch, ...JSON.parse(JSON.stringify({ state, verifier })) }));
  expect(later.url).toBe(url);
  expect(await later.finish(`?code=c&state=${state}`)).toMatchObject({ accessToken: 'access' });
  expect(new URLSearchParams(requests[0]?.body).get('code_verifier')).toBe(verifier);
});

test.each(['', 'short', 'a'.repeat(129), null, 'a b'.repeat(20)])(
  'is not finished with %j as its verifier',
  async (wrong) => {
    const verifier = wrong as string;
    await expect(startConsent(options({ verifier }))).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter: 'verifier',
    });
  },
);
