import { clientCredentials, createSpotifyClient, memoryTokenStore, storedToken } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';

/** Calls with parameters that cannot be right, by what is wrong. */
const WRONG_PARAMETERS: readonly [wrong: string, name: string, params: Record<string, unknown>, parameter: string][] = [
  ['a malformed id', 'albums.get', { id: 'not an id!' }, 'id'],
  ['an id that is a URL', 'albums.get', { id: 'https://open.spotify.com/album/a1' }, 'id'],
  ['an id that is a URI', 'tracks.get', { id: 'spotify:track:t1' }, 'id'],
  ['a malformed id in a list', 'albums.getMany', { ids: ['a1', 'a/b'] }, 'ids'],
  ['a URI of the wrong kind', 'playlists.addItems', { playlist_id: 'p', uris: ['spotify:artist:a1'] }, 'uris'],
  ['a URL in place of a URI', 'library.save', { uris: ['https://open.spotify.com/track/t1'] }, 'uris'],
  ['a limit of none', 'albums.tracks', { id: 'a1', limit: 0 }, 'limit'],
  ['a limit that is out of range', 'albums.tracks', { id: 'a1', limit: 51 }, 'limit'],
  ['a limit that is no number', 'albums.tracks', { id: 'a1', limit: Number.NaN }, 'limit'],
  ['an offset that is out of range', 'search.search', { q: 'a', type: ['album'], offset: 1_001 }, 'offset'],
  ['a volume that is out of range', 'player.volume', { volume_percent: 101 }, 'volume_percent'],
  ['an empty list of ids', 'tracks.getMany', { ids: [] }, 'ids'],
  ['an empty list of URIs', 'library.contains', { uris: [] }, 'uris'],
  ['a list of ids over the limit', 'albums.getMany', { ids: many(21, '') }, 'ids'],
  ['a list of URIs over the limit', 'library.save', { uris: many(41, 'spotify:track:') }, 'uris'],
];

function many(count: number, before: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${before}t${index}`);
}

describe('is refused before anything is sent, with the name of the parameter:', () => {
  test.each(WRONG_PARAMETERS)('%s', async (_wrong, name, params, parameter) => {
    const emulator = createSpotifyEmulator();
    const spotify = createSpotifyClient({ token: emulator.grant().access_token, fetch: emulator.fetch });
    await expect(spotify.call(name, params)).rejects.toMatchObject({
      code: 'invalid_parameter',
      parameter,
      endpoint: name,
    });
    expect(emulator.journal.entries()).toEqual([]);
  });
});

/** Answers that are no data, by what is wrong with them. */
const WRONG_ANSWERS: readonly [wrong: string, type: string, body: string, said: RegExp][] = [
  ['no JSON', 'application/json', 'OK', /a text in place/],
  ['truncated JSON', 'application/json', '{"id":"a1","name":"An al', /broken JSON/],
  ['nothing at all', 'application/json', '', /nothing/],
  ['a web page with the right content type', 'application/json', '<html>', /a web page/],
  ['a web page with its own content type', 'text/html; charset=utf-8', '<html>', /a web page \(text\/html\)/],
  ['an image', 'image/png', '\u0089PNG', /a text \(image\/png\)/],
];

describe('is an error that says what came, and no empty result:', () => {
  test.each(WRONG_ANSWERS)('%s', async (_wrong, type, body, said) => {
    const spotify = createSpotifyClient({
      token: 'token',
      fetch: async () => new Response(body, { headers: { 'content-type': type } }),
    });
    for (const call of [spotify.albums.get({ id: 'a1' }), spotify.library.contains({ uris: ['spotify:track:t1'] })]) {
      await expect(call).rejects.toMatchObject({ code: 'unexpected_response', message: expect.stringMatching(said) });
    }
  });

  test('a redirect to another host', async () => {
    const spotify = createSpotifyClient({
      token: 'token',
      fetch: async () => Response.redirect('https://x.invalid', 307),
    });
    await expect(spotify.albums.get({ id: 'a1' })).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('redirect'),
    });
  });

  test.each([200, 400, 502])('a token endpoint that answers HTML with status %i', async (status) => {
    const app = { clientId: 'app', clientSecret: 'a secret of the app' };
    const token = clientCredentials({
      ...app,
      fetch: async () => new Response('<html>a secret of the app', { status }),
    });
    const error: unknown = await token.token().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: status === 502 ? 'server_error' : 'unexpected_response',
      endpoint: 'accounts.token',
      request: { method: 'POST', url: 'https://accounts.spotify.com/api/token' },
    });
    expect(String(error)).not.toContain('a secret');
  });
});

test('JSON that calls itself something else is data all the same', async () => {
  const body = '{"id":"a1"}';
  const spotify = createSpotifyClient({
    token: 'token',
    fetch: async () => new Response(body, { headers: { 'content-type': 'text/plain' } }),
  });
  expect(await spotify.albums.get({ id: 'a1' })).toEqual({ id: 'a1' });
});

test.each([
  ['ahead of', 2],
  ['behind', -2],
])('a clock that is hours %s that of Spotify costs a refresh, and no call', async (_how, hours) => {
  const emulator = createSpotifyEmulator();
  const now = () => emulator.clock.now() + hours * 3_600_000;
  const { access_token, refresh_token } = emulator.grant();
  const store = memoryTokenStore({
    accessToken: access_token,
    refreshToken: refresh_token,
    // An hour from now, as Spotify's clock has it.
    expiresAt: emulator.clock.now() + 3_600_000,
    scopes: [],
  });
  const token = storedToken({ clientId: 'tonearm-emulator', store, now, fetch: emulator.fetch });
  const spotify = createSpotifyClient({ token, fetch: emulator.fetch });
  expect((await spotify.me.profile()).id).toBe('listener');
  emulator.clock.advance(2 * 3_600_000);
  expect((await spotify.me.profile()).id).toBe('listener');
  const refreshes = emulator.journal.entries().filter(({ path }) => path === '/api/token');
  expect(refreshes.length).toBeLessThanOrEqual(2);
});
