import { afterEach, expect, test, vi } from 'vitest';
import { fakeFetch, json, rejection, spotifyError } from '../../test-support/fake-fetch.js';
import { clientCredentials } from '../auth/client-credentials.js';
import { isSpotifyError } from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';

afterEach(() => vi.unstubAllGlobals());

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
  vi.stubGlobal('fetch', fetch);
  const spotify = createSpotifyClient({ token: 'token' });
  await spotify.me.profile();
  await spotify.me.profile();
  expect(seen[1]).toBe(seen[0]);
  for (let language = 0; language < 30; language += 1) await spotify.me.profile({}, { locale: `es-${language}` });
  await spotify.me.profile();
  expect(seen.at(-1)).not.toBe(seen[0]);
});

test("what somebody's own fetch adds to the headers of a request is on no other request", async () => {
  const seen: (string | null)[] = [];
  const fetch = async (_input: unknown, { headers }: RequestInit = {}): Promise<Response> => {
    if (!(headers instanceof Headers)) return expect.unreachable('these are no headers');
    headers.append('x-trace', String(seen.length));
    await new Promise(setImmediate);
    seen.push(headers.get('x-trace'));
    return json({ id: 'me' });
  };
  const spotify = createSpotifyClient({ token: 'token', fetch });
  await Promise.all([spotify.me.profile(), spotify.albums.get({ id: 'a1' })]);
  await spotify.me.profile();
  expect(seen).toEqual(['0', '0', '2']);
});

test('a token with the word before it that a header has is no token: it is said how to give it', async () => {
  const { fetch, requests } = fakeFetch(json({}));
  const error = await rejection(createSpotifyClient({ token: 'Bearer BQ-secret', fetch }).me.profile());
  expect(error).toMatchObject({ code: 'authentication', hint: expect.stringContaining('without Bearer before it') });
  expect(requests).toEqual([]);
});

test.each([
  ['an error of Spotify', spotifyError(500, 'no', undefined, { date: 'today' })],
  ['a rejected token', spotifyError(401, 'no', undefined, { date: 'today' })],
  ['a refusal', spotifyError(403, 'no', undefined, { date: 'today' })],
  ['a web page in place of data', new Response('<html>', { headers: { date: 'today' } })],
  ['a redirect', new Response(null, { status: 302, headers: { date: 'today' } })],
])('the error for %s tells the headers that came', async (_what, answer) => {
  const error = await rejection(createSpotifyClient({ token: 'token', fetch: fakeFetch(answer).fetch }).me.profile());
  expect(isSpotifyError(error) && error.headers?.get('date')).toBe('today');
});

test.each([
  ['a refusal', json({ error: 'invalid_client' }, 400, { date: 'today' })],
  ['a failure', new Response('', { status: 503, headers: { date: 'today' } })],
  ['a web page', new Response('<html>', { headers: { date: 'today' } })],
])('so does that for %s of the token endpoint', async (_what, answer) => {
  const token = clientCredentials({ clientId: 'app', clientSecret: 'hush', fetch: fakeFetch(answer).fetch });
  const error = await rejection(token.token());
  expect(isSpotifyError(error) && error.headers?.get('date')).toBe('today');
});

test('no headers came where no answer came, and where nothing was asked', async () => {
  const spotify = createSpotifyClient({ token: 'token', fetch: fakeFetch(new Error('reset')).fetch });
  for (const call of [spotify.me.profile(), spotify.albums.get({ id: '..' })]) {
    expect(await rejection(call)).not.toHaveProperty('headers');
  }
});
