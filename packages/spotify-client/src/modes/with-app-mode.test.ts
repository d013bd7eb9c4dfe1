import { expect, test } from 'vitest';
import { fakeFetch, json, rejection, spotifyError } from '../../test-support/fake-fetch.js';
import { clientCredentials } from '../auth/client-credentials.js';
import { createSpotifyClient } from '../spotify-client.js';
import type { AppModeNotice } from './app-mode.js';

test('what was open to few before 2024 says nothing about what was closed in 2026', async () => {
  const notices: AppModeNotice[] = [];
  const { fetch } = fakeFetch(json({ genres: [] }));
  const spotify = createSpotifyClient({ token: 'token', fetch, onNotice: (notice) => notices.push(notice) });
  await spotify.recommendations.genres();
  expect(notices).toEqual([]);
});

test('a missing scope is no closed route: nothing else is tried', async () => {
  const { fetch, requests } = fakeFetch(spotifyError(403, 'Insufficient client scope'));
  const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'extended' });
  const error = await rejection(spotify.library.save({ uris: ['spotify:track:t1'] }));
  expect(error).toMatchObject({ code: 'forbidden_scope' });
  expect(requests).toHaveLength(1);
});

test('what others say of the app goes before what was learned here', async () => {
  let known: 'development' | undefined;
  const { fetch, requests } = fakeFetch(json({ tracks: [null], id: 't1' }));
  const spotify = createSpotifyClient({ token: 'token', fetch, learnedAppMode: () => known });
  await spotify.tracks.getMany({ ids: ['t1'] });
  known = 'development';
  await spotify.tracks.getMany({ ids: ['t1'] });
  expect(requests.map(({ url }) => url.pathname)).toEqual(['/v1/tracks', '/v1/tracks/t1']);
});

test('a batch that fails in one of its reads begins no others', async () => {
  const { fetch, requests } = fakeFetch(spotifyError(500, 'no'), json({ id: 't1' }));
  const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'development' });
  const ids = Array.from({ length: 40 }, (_, index) => `t${index}`);
  expect(await rejection(spotify.tracks.getMany({ ids }))).toMatchObject({ code: 'server_error' });
  await new Promise(setImmediate);
  expect(requests.length).toBeLessThan(12);
});

test('too many calls for tokens are told with how long to wait', async () => {
  const { fetch } = fakeFetch(json({ error: 'slow_down' }, 429, { 'retry-after': '7' }));
  const token = clientCredentials({ clientId: 'app', clientSecret: 'secret', fetch });
  expect(await rejection(token.token())).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
});
