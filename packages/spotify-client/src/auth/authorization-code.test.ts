import { expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { AuthenticationError } from '../errors.js';
import { authorizeUrl, exchangeCode } from './authorization-code.js';

const redirectUri = 'http://127.0.0.1:8888/callback';

test('asks for consent with a state and a challenge', () => {
  const url = new URL(
    authorizeUrl({
      clientId: 'app',
      redirectUri,
      scopes: ['user-top-read', 'streaming'],
      state: 's&1',
      challenge: 'c',
    }),
  );
  expect(url.origin + url.pathname).toBe('https://accounts.spotify.com/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'app',
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 's&1',
    scope: 'user-top-read streaming',
    code_challenge_method: 'S256',
    code_challenge: 'c',
  });
});

test('asks elsewhere, again and without a challenge when told so', () => {
  const options = { clientId: 'app', redirectUri, scopes: [], state: 's', showDialog: true };
  const url = new URL(authorizeUrl({ ...options, accountsUrl: 'http://127.0.0.1:9/' }));
  expect(url.origin + url.pathname).toBe('http://127.0.0.1:9/authorize');
  expect(url.searchParams.get('show_dialog')).toBe('true');
  expect(url.searchParams.has('code_challenge')).toBe(false);
});

test('exchanges a code for tokens, and notes when the person consented', async () => {
  const { fetch, requests } = fakeFetch(
    json({ access_token: 'a', refresh_token: 'r', expires_in: 3600, scope: 'user-top-read' }),
  );
  const tokens = await exchangeCode({
    clientId: 'app',
    code: 'c0de-of-consent',
    redirectUri,
    verifier: 'v',
    fetch,
    now: () => 7,
  });
  expect(tokens).toEqual({
    accessToken: 'a',
    refreshToken: 'r',
    expiresAt: 3_600_007,
    scopes: ['user-top-read'],
    authorizedAt: 7,
  });
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    grant_type: 'authorization_code',
    code: 'c0de-of-consent',
    redirect_uri: redirectUri,
    code_verifier: 'v',
    client_id: 'app',
  });
});

test.each([
  ['', []],
  ['a  b', ['a', 'b']],
  [undefined, []],
])('reads the scopes that were granted from %j', async (scope, scopes) => {
  const { fetch } = fakeFetch(json({ access_token: 'a', scope }));
  const tokens = await exchangeCode({ clientId: 'app', code: 'c0de', redirectUri, fetch });
  expect(tokens.scopes).toEqual(scopes);
});

test('does not repeat the code or the verifier in an error', async () => {
  const body = { error: 'invalid_grant', error_description: 'code c0de-of-consent with verifier v3rifier is bad' };
  const { fetch } = fakeFetch(json(body, 400));
  const error = await rejection(
    exchangeCode({ clientId: 'app', code: 'c0de-of-consent', redirectUri, verifier: 'v3rifier', fetch }),
  );
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(String(error)).not.toMatch(/c0de|v3rifier/);
});
