import { describe, expect, test } from 'vitest';
import { fakeFetch, json, rejection } from '../../test-support/fake-fetch.js';
import { createSpotifyClient } from '../spotify-client.js';

const token = 'token';

/** The error of one call, which must have sent nothing. */
async function errorOf(call: (spotify: ReturnType<typeof createSpotifyClient>) => Promise<unknown>): Promise<unknown> {
  const { fetch, requests } = fakeFetch(json({}));
  const error = await rejection(call(createSpotifyClient({ token, fetch })));
  expect(requests).toEqual([]);
  return error;
}

describe('what is missing is named before anything is sent', () => {
  test('in the path', async () => {
    expect(await errorOf((spotify) => spotify.call('albums.get', { market: 'SE' }))).toMatchObject({
      ...{ code: 'invalid_parameter', endpoint: 'albums.get', parameter: 'id' },
      ...{ message: 'The parameter id is missing.', hint: 'Give it by name: { id: … }.' },
    });
  });

  test('in the query, also of who calls without types', async () => {
    // @ts-expect-error q is missing
    expect(await errorOf((spotify) => spotify.search.search({ type: ['album'] }))).toMatchObject({
      ...{
        code: 'invalid_parameter',
        endpoint: 'search.search',
        parameter: 'q',
        message: 'The parameter q is missing.',
      },
    });
    const type: unknown = undefined;
    expect(await errorOf((spotify) => spotify.call('search.search', { q: 'x', type }))).toMatchObject({
      parameter: 'type',
    });
  });

  test('in the body', async () => {
    expect(await errorOf((spotify) => spotify.call('playlists.create'))).toMatchObject({ parameter: 'name' });
  });
});

describe('what a row does not have is refused', () => {
  test.each([
    ['albums.tracks', { id: 'a1', limt: 5 }, 'limt', 'Known: limit.'],
    ['albums.get', { id: 'a1', idd: 'b2' }, 'idd', 'Known: id, market.'],
    ['me.profile', { market: 'SE' }, 'market', 'Known: none.'],
    ['albums.get', { id: 'a1', constructor: 'x' }, 'constructor', 'Known: id, market.'],
  ])('%s with %o', async (name, params, parameter, hint) => {
    expect(await errorOf((spotify) => spotify.call(name, params))).toMatchObject({
      ...{ code: 'invalid_parameter', endpoint: name, parameter, hint },
      message: `The parameter ${parameter} is unknown to ${name}.`,
    });
  });

  test('also of who calls without types', async () => {
    // @ts-expect-error it is called uris
    expect(await errorOf((spotify) => spotify.player.play({ uri: 'spotify:track:t1' }))).toMatchObject({
      ...{ endpoint: 'player.play', parameter: 'uri', hint: 'Known: uris.' },
    });
  });

  test('but for what has no value', async () => {
    const { fetch, requests } = fakeFetch(json({}));
    await createSpotifyClient({ token, fetch }).call('albums.get', { id: 'a1', idd: undefined });
    expect(requests.map(({ url }) => url.pathname)).toEqual(['/v1/albums/a1']);
  });

  test.each([null, 'id', 7])('and %j is no list of parameters', async (params) => {
    // @ts-expect-error parameters are an object
    expect(await errorOf((spotify) => spotify.call('me.profile', params))).toMatchObject({ parameter: 'params' });
  });
});
