import { describe, expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../test-support/fake-fetch.js';
import type { Middleware, SpotifyCall } from './call.js';
import { listEndpoints } from './endpoints/index.js';
import { InvalidParameterError } from './errors.js';
import { createSpotifyClient } from './spotify-client.js';

const token = 'token';

describe('the client', () => {
  test('has an ordinary function for every row of the table', () => {
    const spotify: object = createSpotifyClient({ token });
    const names = Object.entries(spotify).flatMap(([noun, rows]) =>
      noun === 'call' ? [] : Object.entries(rows as object).map(([row, value]) => [`${noun}.${row}`, typeof value]),
    );
    expect(names).toEqual(listEndpoints().map(({ name }) => [name, 'function']));
  });

  test('calls a row by its name', async () => {
    const { fetch, requests } = fakeFetch(json({ id: 'a1' }));
    expect(await createSpotifyClient({ token, fetch }).call('albums.get', { id: 'a1' })).toEqual({ id: 'a1' });
    expect(requests[0]?.url.pathname).toBe('/v1/albums/a1');
  });

  test.each(['albums.nothing', 'constructor', 'albums.constructor', '__proto__.call', '', 'albums'])(
    'has no row %j, and says which there are',
    async (name) => {
      const error = await rejection(createSpotifyClient({ token }).call(name));
      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error).toMatchObject({ parameter: 'name', hint: expect.stringContaining('albums.get') });
    },
  );

  test('rejects, and never throws, when a parameter is wrong', async () => {
    const promise = createSpotifyClient({ token }).albums.get({ id: '..' });
    expect(await rejection(promise)).toBeInstanceOf(InvalidParameterError);
  });
});

describe('middleware', () => {
  const named =
    (name: string, seen: string[]): Middleware =>
    (next) =>
    async (call) => {
      seen.push(`${name} in`);
      const result = await next(call);
      seen.push(`${name} out`);
      return result;
    };

  test('is passed from the first to the last, and back', async () => {
    const seen: string[] = [];
    const { fetch } = fakeFetch(() => {
      seen.push('fetch');
      return json({});
    });
    const middleware = [named('first', seen), named('last', seen)];
    await createSpotifyClient({ token, fetch, middleware }).me.profile();
    expect(seen).toEqual(['first in', 'last in', 'fetch', 'last out', 'first out']);
  });

  test('sees the row, the parameters and the options of a call', async () => {
    const calls: SpotifyCall[] = [];
    const spy: Middleware = (next) => (call) => {
      calls.push(call);
      return next(call);
    };
    const spotify = createSpotifyClient({ token, fetch: fakeFetch(json({})).fetch, middleware: [spy] });
    await spotify.albums.get({ id: 'a1' }, { priority: 'background' });
    const endpoint = listEndpoints().find(({ name }) => name === 'albums.get');
    expect(calls).toEqual([{ endpoint, params: { id: 'a1' }, options: { priority: 'background' } }]);
    expect(calls[0]?.endpoint).toBe(endpoint);
  });

  test('can answer in place of Spotify', async () => {
    const { fetch, requests } = fakeFetch(json({}));
    const answer: Middleware = () => async () => ({ id: 'cached' });
    const spotify = createSpotifyClient({ token, fetch, middleware: [answer] });
    expect(await spotify.albums.get({ id: 'a1' })).toEqual({ id: 'cached' });
    expect(requests).toHaveLength(0);
  });

  test('can send again', async () => {
    const { fetch, requests } = fakeFetch(new Response(null, { status: 500 }), json({ id: 'a1' }));
    const again: Middleware = (next) => async (call) => next(call).catch(() => next(call));
    expect(await createSpotifyClient({ token, fetch, middleware: [again] }).albums.get({ id: 'a1' })).toEqual({
      id: 'a1',
    });
    expect(requests).toHaveLength(2);
  });

  test('never sees a call whose parameters are wrong', async () => {
    const seen: string[] = [];
    const spotify = createSpotifyClient({ token, middleware: [named('only', seen)] });
    await rejection(spotify.albums.get({ id: 'a/b' }));
    expect(seen).toEqual([]);
  });
});
