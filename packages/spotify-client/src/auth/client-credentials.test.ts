import { expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { clientCredentials } from './client-credentials.js';

const app = { clientId: 'app', clientSecret: 'hush' };
const reply = (accessToken: string): Response => json({ access_token: accessToken, expires_in: 3600 });

test('asks once for 50 calls at a time, and not again while the token is good', async () => {
  const { fetch, requests } = fakeFetch(reply('one'), reply('two'));
  let time = 0;
  const source = clientCredentials({ ...app, fetch, now: () => time });
  const got = await Promise.all(Array.from({ length: 50 }, () => source.token()));
  expect(new Set(got)).toEqual(new Set(['one']));
  time = 3_539_000;
  expect(await source.token()).toBe('one');
  expect(requests).toHaveLength(1);
  time = 3_540_000;
  expect(await source.token()).toBe('two');
});

test('shows who asks by the secret', async () => {
  const { fetch, requests } = fakeFetch(reply('one'));
  await clientCredentials({ ...app, fetch }).token();
  expect(requests[0]).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials', redirect: 'manual' });
  expect(requests[0]?.headers.get('authorization')).toBe(`Basic ${btoa('app:hush')}`);
});

test('replaces a token that was rejected, once', async () => {
  const { fetch, requests } = fakeFetch(reply('one'), reply('two'));
  const source = clientCredentials({ ...app, fetch });
  expect(await source.token()).toBe('one');
  expect(await source.refresh?.('one')).toBe('two');
  expect(await source.refresh?.('one')).toBe('two');
  expect(requests).toHaveLength(2);
});

test('uses a token for as long as the reply says', async () => {
  const { fetch, requests } = fakeFetch(json({ access_token: 'one', expires_in: 120 }));
  let time = 0;
  const source = clientCredentials({ ...app, fetch, now: () => time });
  await source.token();
  time = 59_999;
  await source.token();
  expect(requests).toHaveLength(1);
  time = 60_000;
  await source.token();
  expect(requests).toHaveLength(2);
});

test.each(['{}', '{"error":{"message":"no"}}', '{"error":null}', '[]', 'null', '"invalid_client"'])(
  'says of a refusal that is %s that it is none of the token endpoint',
  async (body) => {
    const { fetch } = fakeFetch(new Response(body, { status: 400 }));
    expect(await rejection(clientCredentials({ ...app, fetch }).token())).toMatchObject({
      ...{ code: 'unexpected_response', status: 400, endpoint: 'accounts.token' },
    });
  },
);

test('takes an hour for granted when the reply does not say how long the token is good', async () => {
  const { fetch, requests } = fakeFetch(json({ access_token: 'one' }));
  let time = 0;
  const source = clientCredentials({ ...app, fetch, now: () => time });
  await source.token();
  time = 3_539_999;
  await source.token();
  expect(requests).toHaveLength(1);
});

test.each([
  ['invalid_client', 'client secret'],
  ['invalid_request', 'has to give its clientSecret'],
  ['invalid_grant', 'Log in again'],
  ['unsupported_grant_type', 'Log in again'],
  ['constructor', 'Log in again'],
])('says after %s what to do', async (error, hint) => {
  const { fetch } = fakeFetch(json({ error, error_description: 'x' }, 400));
  expect(await rejection(clientCredentials({ ...app, fetch }).token())).toMatchObject({
    ...{ code: 'authentication', reason: error, hint: expect.stringContaining(hint) },
  });
});

test('asks for no token without the secret: Spotify would say no more than that it knows no such app', async () => {
  const { fetch, requests } = fakeFetch(reply('one'));
  const clientSecret = undefined as unknown as string;
  expect(await rejection(clientCredentials({ ...app, clientSecret, fetch }).token())).toMatchObject({
    code: 'invalid_parameter',
    parameter: 'clientSecret',
    hint: expect.stringContaining('dashboard'),
  });
  expect(requests).toEqual([]);
});
