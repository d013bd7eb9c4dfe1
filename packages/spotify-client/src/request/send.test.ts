import { afterEach, describe, expect, test, vi } from 'vitest';
import { deafFetch, fakeFetch, json, rejection, spotifyError } from '../../test-support/fake-fetch.js';
import type { TokenSource } from '../auth/token-source.js';
import {
  AbortedError,
  AuthenticationError,
  InvalidParameterError,
  NetworkError,
  UnexpectedResponseError,
} from '../errors.js';
import { createSpotifyClient } from '../spotify-client.js';

const token = 'BQ-very-secret-token';
const album = { id: 'a1' };

afterEach(() => {
  vi.useRealTimers();
});

describe('the request', () => {
  test('carries the token, and asks for no redirect to be followed', async () => {
    const { fetch, requests } = fakeFetch(json({ id: 'a1' }));
    const spotify = createSpotifyClient({ token, fetch, userAgent: 'example/1' });
    expect(await spotify.albums.get(album)).toEqual({ id: 'a1' });
    expect(requests[0]?.url.href).toBe('https://api.spotify.com/v1/albums/a1');
    expect(requests[0]?.headers.get('authorization')).toBe(`Bearer ${token}`);
    expect(requests[0]?.headers.get('user-agent')).toBe('example/1');
    expect(requests[0]?.redirect).toBe('manual');
  });

  test('asks for a language, of the client or of the call', async () => {
    const { fetch, requests } = fakeFetch(json({ id: 'a1' }));
    const spotify = createSpotifyClient({ token: 'token', fetch, locale: 'es-MX' });
    await spotify.albums.get({ id: 'a1' });
    await spotify.albums.get({ id: 'a1' }, { locale: 'de_DE' });
    expect(requests.map(({ headers }) => headers.get('accept-language'))).toEqual(['es-MX', 'de-DE']);
    const wrong = spotify.albums.get({ id: 'a1' }, { locale: 'es\r\nx: y' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_parameter', parameter: 'locale' });
  });

  test('asks whether an answer still holds, and gives it when it does', async () => {
    const unchanged = { id: 'a1', name: 'from before' };
    const seen: (string | null)[] = [];
    const onHeaders = (headers: Headers) => void seen.push(headers.get('etag'));
    const { fetch, requests } = fakeFetch(
      new Response(null, { status: 304, headers: { etag: '"one"' } }),
      json({ id: 'a1', name: 'new' }, 200, { etag: '"two"' }),
    );
    const spotify = createSpotifyClient({ token, fetch });
    const revalidate = { headers: { 'if-none-match': '"one"', authorization: 'Bearer of a stranger' }, unchanged };
    expect(await spotify.albums.get(album, { revalidate, onHeaders })).toBe(unchanged);
    expect(await spotify.albums.get(album, { revalidate, onHeaders })).toMatchObject({ name: 'new' });
    expect(seen).toEqual(['"one"', '"two"']);
    expect(requests[0]?.headers.get('if-none-match')).toBe('"one"');
    expect(requests[0]?.headers.get('authorization')).toBe(`Bearer ${token}`);
  });

  test('takes "nothing has changed" for no answer when nobody asked that', async () => {
    const { fetch } = fakeFetch(new Response(null, { status: 304 }));
    expect(await rejection(createSpotifyClient({ token, fetch }).albums.get(album))).toBeInstanceOf(
      UnexpectedResponseError,
    );
  });

  test('says with an error what was sent, without the query and the token', async () => {
    const { fetch } = fakeFetch(spotifyError(404, 'Not found.'));
    const spotify = createSpotifyClient({ token: 'secret-token', fetch });
    const error = await rejection(spotify.search.search({ q: 'private words', type: ['album'] }));
    expect(error).toMatchObject({ request: { method: 'GET', url: 'https://api.spotify.com/v1/search' } });
    expect(JSON.stringify(error)).not.toMatch(/secret|private/);
  });

  test.each([
    ['no connection', 'network', fakeFetch(new Error('reset')).fetch, {}],
    ['no answer in time', 'timeout', deafFetch, { timeoutMs: 1 }],
    ['a web page', 'unexpected_response', fakeFetch(new Response('<html>')).fetch, {}],
    ['a redirect', 'unexpected_response', fakeFetch(new Response(null, { status: 302 })).fetch, {}],
  ])('is told by the error of %s, without the query and the token', async (_what, code, fetch, options) => {
    vi.useFakeTimers();
    const spotify = createSpotifyClient({ token: 'secret-token', fetch });
    const error = rejection(spotify.search.search({ q: 'private words', type: ['album'] }, options));
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ code, request: { method: 'GET', url: 'https://api.spotify.com/v1/search' } });
    expect(JSON.stringify(await error)).not.toMatch(/secret|private/);
  });

  test('is told by the error of a caller who gave up, if it had been sent by then', async () => {
    const spotify = createSpotifyClient({ token: 'secret-token', fetch: deafFetch });
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const error = rejection(spotify.search.search({ q: 'private words', type: ['album'] }, options));
    controller.abort();
    expect(await error).toMatchObject({ request: { method: 'GET', url: 'https://api.spotify.com/v1/search' } });
    expect(JSON.stringify(await error)).not.toMatch(/secret|private/);
    const late = await rejection(spotify.me.profile({}, options));
    expect(late).toMatchObject({ code: 'aborted', endpoint: 'me.profile' });
    expect(late).not.toHaveProperty('request');
  });

  test('never goes to another host, whatever a redirect says', async () => {
    const redirect = new Response(null, { status: 307, headers: { location: 'https://elsewhere.invalid/' } });
    const { fetch, requests } = fakeFetch(redirect);
    const spotify = createSpotifyClient({ token, fetch });
    expect(await rejection(spotify.player.pause())).toBeInstanceOf(UnexpectedResponseError);
    expect(requests.map(({ url }) => url.host)).toEqual(['api.spotify.com']);
  });

  test.each(['http://127.0.0.1:1234/v1', 'http://127.0.0.1:1234/v1//'])('goes to %s when told so', async (apiUrl) => {
    const { fetch, requests } = fakeFetch(json({}));
    await createSpotifyClient({ token, fetch, apiUrl }).me.profile();
    expect(requests[0]?.url.href).toBe('http://127.0.0.1:1234/v1/me');
  });

  test.each([
    'http://127.0.0.1/v1?x=1',
    'http://127.0.0.1/v1#y',
    '',
    'api.spotify.com',
    'file:///etc/passwd',
    'httpd://api.spotify.com',
    'https://somebody:secret@proxy.example/v1',
  ])('refuses %j as the URL of the API', (apiUrl) => {
    expect(() => createSpotifyClient({ token, apiUrl })).toThrow(InvalidParameterError);
  });

  test('is not sent when an id is smuggled', async () => {
    const { fetch, requests } = fakeFetch(json({}));
    const error = await rejection(createSpotifyClient({ token, fetch }).albums.get({ id: '../../me/player?x=' }));
    expect(error).toMatchObject({ parameter: 'id', endpoint: 'albums.get' });
    expect(requests).toHaveLength(0);
  });
});

describe('the answer', () => {
  test.each(['9h5npEXfBOvTJweMy83FqSmeRcc', ''])('%j to a command is fine', async (body) => {
    const { fetch } = fakeFetch(new Response(body, { status: 200 }));
    expect(await createSpotifyClient({ token, fetch }).player.next()).toBeNull();
  });

  test('of a login page on the way says that nothing was saved', async () => {
    const { fetch } = fakeFetch(new Response('<html></html>', { status: 200 }));
    const { library } = createSpotifyClient({ token, fetch });
    const error = await rejection(library.save({ uris: ['spotify:track:t1'] }));
    expect(error).toMatchObject({ code: 'unexpected_response', hint: expect.stringContaining('login page') });
  });

  test('204 to a question about the player means that nothing plays', async () => {
    const { fetch } = fakeFetch(new Response(null, { status: 204 }));
    expect(await createSpotifyClient({ token, fetch }).player.state()).toBeNull();
  });

  test('a connection that breaks while reading is a network error', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const { fetch } = fakeFetch(() => new Response(body));
    expect(await rejection(createSpotifyClient({ token, fetch }).me.profile())).toBeInstanceOf(NetworkError);
  });

  test('no connection is a network error that keeps its cause', async () => {
    const cause = new TypeError('fetch failed');
    const error = await rejection(createSpotifyClient({ token, fetch: fakeFetch(cause).fetch }).me.profile());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ cause, endpoint: 'me.profile', isRetryable: true });
  });
});

test('a source that gives no token is an error that says so, and nothing is sent', async () => {
  const { fetch, requests } = fakeFetch(json({}));
  for (const nothing of [undefined, null, 7]) {
    // @ts-expect-error it is no token
    const source: TokenSource = { token: async () => nothing };
    const error = await rejection(createSpotifyClient({ token: source, fetch }).me.profile());
    expect(error).toBeInstanceOf(AuthenticationError);
  }
  expect(requests).toHaveLength(0);
});

describe('a rejected token', () => {
  const expired = spotifyError(401, 'Missing/invalid/expired access token');
  const source = (refresh: NonNullable<TokenSource['refresh']>): TokenSource => ({ token: async () => 'old', refresh });

  test('is refreshed, and the request is sent once more', async () => {
    const { fetch, requests } = fakeFetch(expired, json({ id: 'me' }));
    const refresh = vi.fn(async () => 'new');
    expect(await createSpotifyClient({ token: source(refresh), fetch }).me.profile()).toEqual({ id: 'me' });
    expect(refresh).toHaveBeenCalledExactlyOnceWith('old', expect.anything());
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });

  test('is refreshed only once', async () => {
    const { fetch, requests } = fakeFetch(expired);
    const error = await rejection(createSpotifyClient({ token: source(async () => 'new'), fetch }).me.profile());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(requests).toHaveLength(2);
  });

  test.each([400, 403, 404, 429, 500, 502])('is not what a %i says, and nothing is refreshed', async (status) => {
    const { fetch, requests } = fakeFetch(spotifyError(status, 'no'));
    const refresh = vi.fn(async () => 'new');
    await rejection(createSpotifyClient({ token: source(refresh), fetch }).me.profile());
    expect(refresh).not.toHaveBeenCalled();
    expect(requests).toHaveLength(1);
  });

  test('is refreshed by a source that is an object with a state', async () => {
    class Tokens implements TokenSource {
      #kept = 'old';
      async token() {
        return this.#kept;
      }
      async refresh() {
        this.#kept = 'new';
        return this.#kept;
      }
    }
    const { fetch, requests } = fakeFetch(expired, json({ id: 'me' }));
    await createSpotifyClient({ token: new Tokens(), fetch }).me.profile();
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });

  test('is an error at once when nothing can refresh it', async () => {
    const { fetch, requests } = fakeFetch(expired);
    expect(await rejection(createSpotifyClient({ token, fetch }).me.profile())).toBeInstanceOf(AuthenticationError);
    expect(requests).toHaveLength(1);
  });

  test('is not refreshed for a caller who has given up', async () => {
    const controller = new AbortController();
    const refresh = vi.fn(async (): Promise<never> => {
      throw new Error('nobody waits for this');
    });
    const { fetch } = fakeFetch(() => {
      controller.abort();
      return new Response(null, { status: 401 });
    });
    const call = createSpotifyClient({ token: source(refresh), fetch }).me.profile({}, { signal: controller.signal });
    expect(await rejection(call)).toBeInstanceOf(AbortedError);
    expect(refresh).not.toHaveBeenCalled();
  });

  test('passes on why it could not be refreshed', async () => {
    const broken = new Error('the disk is full');
    const refresh = async (): Promise<never> => {
      throw broken;
    };
    const { fetch } = fakeFetch(expired);
    expect(await rejection(createSpotifyClient({ token: source(refresh), fetch }).me.profile())).toBe(broken);
  });
});

describe('no error ever holds the token', () => {
  const everything = (error: unknown): string => {
    const parts: string[] = [];
    for (let one = error; one instanceof Error; one = one.cause) {
      parts.push(one.name, one.message, String(one.stack), JSON.stringify(one));
    }
    return parts.join('\n');
  };

  test.each([400, 401, 403, 404, 429, 500, 302])('with status %i and an answer that echoes it', async (status) => {
    const bodies = [
      spotifyError(status, `You sent ${token}`, `BECAUSE_${token}`),
      new Response(`You sent ${token}`, { status }),
      new Response(`<html>${token}</html>`, { status }),
    ];
    for (const body of bodies) {
      const error = await rejection(createSpotifyClient({ token, fetch: fakeFetch(body).fetch }).player.play());
      expect(everything(error)).not.toContain(token);
    }
  });

  test('with a 200 that echoes it in place of data', async () => {
    const { fetch } = fakeFetch(new Response(`You sent ${token}`));
    expect(everything(await rejection(createSpotifyClient({ token, fetch }).me.profile()))).not.toContain(token);
  });

  test.each([`${token}\nx`, `${token} x`, `${token}ü`, ''])(
    'with the token %j, which no header can carry',
    async (bad) => {
      const error = await rejection(createSpotifyClient({ token: bad }).me.profile());
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(everything(error)).not.toContain(token);
    },
  );
});
