import { expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { createSpotifyClient } from '../spotify-client.js';

test('a call with a body says what it is, and calls without one around it do not', async () => {
  const { fetch, requests } = fakeFetch(() => json({ id: 'p1' }));
  const spotify = createSpotifyClient({ token: 'token', fetch });
  await spotify.me.profile();
  await spotify.playlists.create({ name: 'Sunday' });
  await spotify.playlists.uploadCover({ playlist_id: 'p1', image: '/9j/4A==' });
  await spotify.me.profile();
  const types = requests.map(({ headers }) => headers.get('content-type'));
  expect(types).toEqual([null, 'application/json', 'image/jpeg', null]);
});

test('headers are kept for equal calls, and not for every language that was ever asked for', async () => {
  const seen: unknown[] = [];
  const fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    seen.push(init?.headers);
    return json({ id: 'me' });
  };
  const spotify = createSpotifyClient({ token: 'token', fetch });
  await spotify.me.profile();
  await spotify.me.profile();
  expect(seen[1]).toBe(seen[0]);
  for (let language = 0; language < 30; language += 1) await spotify.me.profile({}, { locale: `es-${language}` });
  await spotify.me.profile();
  expect(seen.at(-1)).not.toBe(seen[0]);
});

test('a token with the word before it that a header has is no token: it is said how to give it', async () => {
  const { fetch, requests } = fakeFetch(json({}));
  const error = await rejection(createSpotifyClient({ token: 'Bearer BQ-secret', fetch }).me.profile());
  expect(error).toMatchObject({ code: 'authentication', hint: expect.stringContaining('without Bearer before it') });
  expect(requests).toEqual([]);
});
