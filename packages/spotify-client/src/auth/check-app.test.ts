import { expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { clientCredentials } from './client-credentials.js';
import { startConsent } from './start-consent.js';

// As it comes from an environment variable that nobody set, or from a copy with a line break.
const missing = [undefined, '', 'two words', 'id\n'] as readonly string[];

test.each(missing)('%j is no client id, and Spotify is not asked', async (clientId) => {
  const { fetch, requests } = fakeFetch(json({}));
  const expected = { parameter: 'clientId', hint: expect.stringContaining('dashboard') };
  const consent = startConsent({ clientId, redirectUri: 'https://app.example/callback', scopes: [] });
  expect(await rejection(consent)).toMatchObject(expected);
  expect(await rejection(clientCredentials({ clientId, clientSecret: 'secret', fetch }).token())).toMatchObject(
    expected,
  );
  expect(requests).toEqual([]);
});

test('a secret that no secret is, is refused without a word of it', async () => {
  for (const clientSecret of ['', 'a secret €', 'a secret of Zoë']) {
    const { fetch, requests } = fakeFetch(json({}));
    const error = await rejection(clientCredentials({ clientId: 'app', clientSecret, fetch }).token());
    expect(error).toMatchObject({ code: 'invalid_parameter', parameter: 'clientSecret' });
    expect(String(error)).not.toContain('a secret');
    expect(requests).toEqual([]);
  }
});
