import { publicScope } from '@tonearm/cache';
import { expect, test } from 'vitest';
import { keyOf } from './cache-key.js';
import { seedsOf } from './cache-seeds.js';

const shelf = { scope: publicScope, place: 'for SE' };
const artist = { type: 'artist', id: 'r', images: [], genres: [] };
const album = { type: 'album', id: 'a', artists: [], tracks: { items: [] } };
const track = { type: 'track', id: 't', artists: [], album: { type: 'album', id: 'a' } };

/** What is kept of a list that holds these, as a page of the row does. */
function kept(item: object, { name = 'me.top', params = {}, locale = undefined as string | undefined } = {}) {
  const options = locale === undefined ? {} : { options: { locale } };
  return seedsOf({ endpoint: { name }, params, ...options }, { items: [item] }, shelf);
}

test.each([
  ['a track', track],
  ['an album', album],
  ['an artist', artist],
])('%s that is whole is kept where it would be looked for alone, by its own rule and tag', (_what, item) => {
  const { type, id } = item;
  const name = `${type}s.get`;
  const [seed, ...others] = kept(item);
  expect(others).toEqual([]);
  const key = keyOf({ endpoint: { name }, params: { id } }, 'for SE');
  expect(seed).toMatchObject({ key, name, value: item, tags: [`${type}:${id}`], scope: publicScope });
});

test.each([
  ['a track without its album', { ...track, album: undefined }],
  ['a track with an album that is only named', { ...track, album: { name: 'a' } }],
  ['a track without artists', { ...track, artists: undefined }],
  ['a track of the person’s own files', { ...track, is_local: true }],
  ['a track that stands in for another one', { ...track, linked_from: {} }],
  ['an album without tracks', { ...album, tracks: undefined }],
  ['an album that only counts its tracks', { ...album, tracks: { total: 3 } }],
  ['an album without artists', { ...album, artists: undefined }],
  ['an artist without images', { ...artist, images: undefined }],
  ['an artist without genres', { ...artist, genres: undefined }],
  ['what has no id', { ...artist, id: null }],
  ['what is none of these', { ...artist, type: 'show' }],
  ['what is called like something that all objects have', { ...artist, type: 'constructor' }],
])('%s is not', (_what, item) => {
  expect(kept(item)).toEqual([]);
});

test('what was asked for in a market or a language is kept for it, an artist for all markets', () => {
  const more = { params: { market: 'DE' }, locale: 'de-DE' };
  const at = (name: string, params: object) =>
    keyOf({ endpoint: { name }, params: { ...params }, options: { locale: 'de-DE' } }, 'for SE');
  expect(kept(track, more)[0]?.key).toBe(at('tracks.get', { id: 't', market: 'DE' }));
  expect(kept(artist, more)[0]?.key).toBe(at('artists.get', { id: 'r' }));
});

test('nothing is kept of rows that hold only parts, nor of answers of which only some fields were asked for', () => {
  expect(kept(track, { name: 'search.search' })).toEqual([]);
  expect(kept(track, { name: 'playlists.items', params: { fields: 'items(track(id))' } })).toEqual([]);
});

test.each([
  ['the place in a library', { added_at: 'then', track }],
  ['the place in a playlist', { item: track }],
  [
    'one that is marked as what it is, as playlists do now',
    { added_at: 'then', item: { ...track, track: true, episode: false } },
  ],
])('what %s holds is kept as it would be alone', (_what, place) => {
  expect(kept(place, { name: 'playlists.items' }).map(({ value }) => value)).toEqual([track]);
});

test('what an answer holds twice is kept once', () => {
  const answer = { items: [track], tracks: { items: [{ track, added_at: 'then' }] } };
  expect(seedsOf({ endpoint: { name: 'playlists.get' }, params: {} }, answer, shelf)).toHaveLength(1);
});
