import { describe, expect, onTestFinished, test, vi } from 'vitest';
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

test.each(['artists.topTracks', 'tracks.getMany', 'library.saveTracks'])(
  'an owner without Premium has closed no row: %s tries nothing else, and nothing is learned',
  async (name) => {
    const notices: AppModeNotice[] = [];
    const refusal = 'Active premium subscription required for the owner of the app.';
    const { fetch, requests } = fakeFetch(() => new Response(refusal, { status: 403 }));
    const spotify = createSpotifyClient({ token: 'token', fetch, onNotice: (notice) => notices.push(notice) });
    const params = name === 'artists.topTracks' ? { id: 'a1', market: 'SE' } : { ids: ['t1'] };
    const error = await rejection(spotify.call(name, params));
    expect(error).toMatchObject({ code: 'forbidden_owner_premium', endpoint: name });
    expect(requests).toHaveLength(1);
    expect(notices).toEqual([]);
  },
);

test.each([
  ['a mode that is learned of an answer', 'auto', json({ tracks: [null] }), { tracks: [null] }],
  ['a way that stands in for a closed one', 'development', json({ id: 't1' }), { tracks: [{ id: 't1' }] }],
  ['a mode that is learned of a refusal', 'auto', undefined, { tracks: [{ id: 't1' }] }],
] as const)('whoever fails at the notice of %s spoils no call', async (_what, appMode, answer, expected) => {
  const onNotice = vi.fn(() => {
    throw new Error('of whoever listens');
  });
  const replies = answer === undefined ? [spotifyError(403, 'Forbidden'), json({ id: 't1' })] : [answer];
  const { fetch } = fakeFetch(...replies);
  const spotify = createSpotifyClient({ token: 'token', fetch, appMode, onNotice });
  expect(await spotify.tracks.getMany({ ids: ['t1'] })).toEqual(expected);
  expect(onNotice).toHaveBeenCalled();
});

test('whoever fails at a notice only later ends no process', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.off('unhandledRejection', unhandled));
  const { fetch } = fakeFetch(json({ tracks: [null] }));
  const onNotice = vi.fn(async () => Promise.reject(new Error('of whoever listens')));
  const spotify = createSpotifyClient({ token: 'token', fetch, onNotice });
  await spotify.tracks.getMany({ ids: ['t1'] });
  // Node tells of those that nobody took up after what was queued by then.
  await new Promise((resolve) => setImmediate(resolve));
  expect([onNotice.mock.calls.length, unhandled.mock.calls.length]).toEqual([1, 0]);
});

test.each([null, 7, 'log', {}])('%o hears no notices: that is said before there are any', (wrong) => {
  const onNotice = wrong as unknown as () => void;
  expect(() => createSpotifyClient({ token: 'token', onNotice })).toThrow(
    expect.objectContaining({ code: 'invalid_parameter', parameter: 'onNotice', hint: expect.stringContaining('=>') }),
  );
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

test('only what is unknown among many is null: what alone is not found is an error', async () => {
  const { fetch, requests } = fakeFetch(spotifyError(404, 'Resource not found'));
  const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'development' });
  expect(await spotify.tracks.getMany({ ids: ['t1'] })).toEqual({ tracks: [null] });
  for (const call of [
    spotify.playlists.tracks({ playlist_id: 'p1' }),
    spotify.playlists.removeTracks({ playlist_id: 'p1', tracks: [{ uri: 'spotify:track:t1' }] }),
    spotify.library.saveTracks({ ids: ['t1'] }),
  ]) {
    expect(await rejection(call)).toMatchObject({ code: 'not_found' });
  }
  expect(requests).toHaveLength(4);
});

test('by the routes from before 2026 no call holds more than its kind allows, and each answer comes to its place', async () => {
  const { fetch, requests } = fakeFetch(({ url }) =>
    url.pathname.startsWith('/v1/me/library')
      ? spotifyError(403, 'Forbidden')
      : json(
          url.searchParams
            .get('ids')
            ?.split(',')
            .map((id) => id.endsWith('7')) ?? [],
        ),
  );
  const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'extended' });
  const uris = Array.from({ length: 40 }, (_, place) => `spotify:${place % 4 === 0 ? 'track' : 'album'}:i${place}`);
  expect(await spotify.library.contains({ uris })).toEqual(uris.map((uri) => uri.endsWith('7')));
  const sent = requests.map(({ url }) => `${url.pathname} ${url.searchParams.get('ids')?.split(',').length}`);
  expect(sent.slice(1)).toEqual([
    '/v1/me/tracks/contains 10',
    '/v1/me/albums/contains 20',
    '/v1/me/albums/contains 10',
  ]);
});

describe('a change that takes more than one call, of which one fails, says how far it came', () => {
  const failing = { code: 'server_error' };

  test('when the library takes fewer at a time than what it stands in for', async () => {
    const { fetch } = fakeFetch(new Response(null), spotifyError(502, 'Bad gateway.'));
    const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'development' });
    const ids = Array.from({ length: 50 }, (_, index) => `t${index}`);
    expect(await rejection(spotify.library.saveTracks({ ids }))).toMatchObject({
      ...{ code: 'partial_failure', endpoint: 'library.saveTracks', isRetryable: true },
      ...{ message: '40 of 50 were done, then a call failed.', cause: expect.objectContaining(failing) },
      ...{ landed: ids.slice(0, 40), failed: ids.slice(40), rest: [] },
    });
  });

  test('when each kind has a route of its own, as before 2026', async () => {
    const { fetch } = fakeFetch(spotifyError(403, 'Forbidden'), new Response(null), spotifyError(502, 'Bad gateway.'));
    const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'extended' });
    const uris = ['spotify:track:a', 'spotify:album:b', 'spotify:track:c', 'spotify:show:d'];
    expect(await rejection(spotify.library.save({ uris }))).toMatchObject({
      ...{ code: 'partial_failure', endpoint: 'library.save' },
      ...{ landed: [uris[0], uris[2]], failed: [uris[1]], rest: [uris[3]] },
    });
  });

  test('and a question is as it was before: nothing of it landed', async () => {
    const { fetch } = fakeFetch(json(Array.from({ length: 40 }, () => true)), spotifyError(502, 'Bad gateway.'));
    const spotify = createSpotifyClient({ token: 'token', fetch, appMode: 'development' });
    const ids = Array.from({ length: 50 }, (_, index) => `t${index}`);
    expect(await rejection(spotify.library.containsTracks({ ids }))).toMatchObject(failing);
  });
});

test('too many calls for tokens are told with how long to wait', async () => {
  const { fetch } = fakeFetch(json({ error: 'slow_down' }, 429, { 'retry-after': '7' }));
  const token = clientCredentials({ clientId: 'app', clientSecret: 'secret', fetch });
  expect(await rejection(token.token())).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
});
