import { expect, test, vi } from 'vitest';
import { fakeFetch, json, rejection, spotifyError } from '../../test-support/fake-fetch.js';
import { createSpotifyClient } from '../spotify-client.js';

test.each([
  ['a lost connection', new Error('reset')],
  ['a pause that is asked for', spotifyError(429, 'API rate limit exceeded', undefined, { 'retry-after': '1' })],
  ['a failure of Spotify', spotifyError(503, 'Service unavailable')],
  ['a web page', new Response('<html>')],
])('a call that meets %s is sent once: whether to try again is for others to decide', async (_what, answer) => {
  vi.useFakeTimers();
  try {
    const { fetch, requests } = fakeFetch(answer);
    await rejection(createSpotifyClient({ token: 'token', fetch }).albums.get({ id: 'a1' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the same question twice is sent twice: no answer is kept', async () => {
  const { fetch, requests } = fakeFetch(json({ id: 'a1' }, 200, { 'cache-control': 'public, max-age=3600' }));
  const spotify = createSpotifyClient({ token: 'token', fetch });
  await spotify.albums.get({ id: 'a1' });
  await Promise.all([spotify.albums.get({ id: 'a1' }), spotify.albums.get({ id: 'a1' })]);
  expect(requests).toHaveLength(3);
});
