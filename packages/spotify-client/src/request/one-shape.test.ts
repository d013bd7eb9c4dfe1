import { expect, test } from 'vitest';
import { playlistItemsShape, playlistPageShape, playlistShape, playlistsFieldShape } from './one-shape.js';

const track = { type: 'track', id: 't1' };

test.each([
  ['what Development Mode sends', { added_at: null, item: track }],
  ['what extended quota sends', { added_at: null, track }],
  ['both', { added_at: null, item: track, track: true }],
])('gives a place in a playlist one shape from %s', (_what, place) => {
  expect(playlistItemsShape({ items: [place], next: null })).toEqual({
    items: [{ added_at: null, item: track }],
    next: null,
  });
});

test.each([{ item: null }, { track: null }, { track: true }, { item: null, track: true }])(
  'tells by null that what was in %j is gone',
  (place) => {
    expect(playlistItemsShape({ items: [place] })).toEqual({ items: [{ item: null }] });
  },
);

test('keeps the mark inside of an item that says it is a track', () => {
  const item = { ...track, track: true };
  expect(playlistItemsShape({ items: [{ item }] })).toEqual({ items: [{ item }] });
});

test('gives a playlist one shape, and none where the contents are not to be seen', () => {
  const shaped = { id: 'p', items: { total: 1, items: [{ item: track }] } };
  expect(playlistShape({ id: 'p', tracks: { total: 1, items: [{ track }] } })).toEqual(shaped);
  expect(playlistShape({ id: 'p', items: { total: 1, items: [{ item: track }] } })).toEqual(shaped);
  expect(playlistShape({ id: 'p' })).toStrictEqual({ id: 'p' });
});

test('gives listed playlists one shape, and leaves null entries, counts and other answers alone', () => {
  const reference = { href: 'h', total: 3 };
  expect(playlistPageShape({ items: [{ id: 'p', tracks: reference }, null] })).toEqual({
    items: [{ id: 'p', items: reference }, null],
  });
  expect(playlistsFieldShape({ playlists: { items: [{ tracks: reference }] }, tracks: { items: [track] } })).toEqual({
    playlists: { items: [{ items: reference }] },
    tracks: { items: [track] },
  });
  expect(playlistsFieldShape({ tracks: { items: [track] } })).toEqual({ tracks: { items: [track] } });
  expect([playlistShape(null), playlistItemsShape('x'), playlistPageShape({})]).toEqual([null, 'x', {}]);
});
