import { expect, test } from 'vitest';
import type { Playlist, PlaylistItem } from './models/playlist.js';
import { readPlaylistItem, readPlaylistItems } from './read-playlist.js';

const track = { type: 'track', id: 't1' };
const place = (content: object): PlaylistItem => content as PlaylistItem;

test.each([
  ['what Development Mode sends', { item: track }],
  ['what extended quota sends', { track }],
  ['both', { item: track, track: true }],
])('reads %s', (_what, content) => {
  expect(readPlaylistItem(place(content))).toBe(track);
});

test.each([{ item: null }, { track: null }, {}, { track: true }, { item: null, track: true }])(
  'reads %j as gone',
  (content) => {
    expect(readPlaylistItem(place(content))).toBeNull();
  },
);

test('reads the contents under either name, and tells when they are not to be seen', () => {
  const page = { items: [] };
  const playlist = (content: object): Playlist => content as Playlist;
  expect(readPlaylistItems(playlist({ items: page }))).toBe(page);
  expect(readPlaylistItems(playlist({ tracks: page }))).toBe(page);
  expect(readPlaylistItems(playlist({}))).toBeUndefined();
});
