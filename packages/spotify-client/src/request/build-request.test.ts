import { expect, test } from 'vitest';
import { listEndpoints } from '../endpoints/index.js';
import { type BuiltRequest, buildRequest } from './build-request.js';

const build = (name: string, params: Record<string, unknown> = {}): BuiltRequest => {
  const endpoint = listEndpoints().find((row) => row.name === name);
  if (endpoint === undefined) throw new Error(`There is no row ${name}.`);
  return buildRequest('https://api.invalid/v1', endpoint, params);
};

test('puts parameters of the path into the path and all others into the query', () => {
  expect(build('albums.get', { id: 'a1', market: 'DE' }).url).toBe('https://api.invalid/v1/albums/a1?market=DE');
});

test('has no question mark without a query', () => {
  expect(build('albums.get', { id: 'a1', market: undefined }).url).toBe('https://api.invalid/v1/albums/a1');
});

test('joins lists by comma', () => {
  const { url } = build('search.search', { q: 'x', type: ['album', 'track'] });
  expect(new URL(url).searchParams.get('type')).toBe('album,track');
});

test('cannot be talked into another query parameter', () => {
  const { url } = build('search.search', { q: 'a&limit=50#x', type: ['album'] });
  expect([...new URL(url).searchParams.keys()]).toEqual(['q', 'type']);
  expect(new URL(url).searchParams.get('q')).toBe('a&limit=50#x');
});

test('sends the URIs of the library in the query, where alone Spotify reads them', () => {
  const request = build('library.save', { uris: ['spotify:track:a', 'spotify:album:b'] });
  expect(new URL(request.url).searchParams.get('uris')).toBe('spotify:track:a,spotify:album:b');
  expect(request.body).toBeUndefined();
});

test('puts the parameters of the body into JSON, and the device into the query', () => {
  const request = build('player.play', { device_id: 'd1', uris: ['spotify:track:a'], position_ms: 5 });
  expect(new URL(request.url).search).toBe('?device_id=d1');
  expect(request.contentType).toBe('application/json');
  expect(JSON.parse(request.body ?? '')).toEqual({ uris: ['spotify:track:a'], position_ms: 5 });
});

test('resumes playback without any body', () => {
  expect(build('player.play', { uris: undefined })).toMatchObject({ contentType: undefined, body: undefined });
});

test('uploads a cover as base64 text', () => {
  const request = build('playlists.uploadCover', { playlist_id: 'p1', image: '/9j/4A==' });
  expect(request).toMatchObject({ contentType: 'image/jpeg', body: '/9j/4A==' });
});

test('keeps false and zero', () => {
  expect(build('player.shuffle', { state: false }).url).toContain('state=false');
  expect(build('player.seek', { position_ms: 0 }).url).toContain('position_ms=0');
});

const itself: Record<string, unknown> = {};
itself.position = itself;

test.each([
  ['a BigInt', { position: 1n }],
  ['something that holds itself', itself],
])('names the parameter that holds %s, which JSON cannot', (_what, offset) => {
  const wrong = { code: 'invalid_parameter', parameter: 'offset', endpoint: 'player.play' };
  expect(() => build('player.play', { position_ms: 5, offset })).toThrow(expect.objectContaining(wrong));
});
