import type { NamedEndpoint } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { lessonOfAnswer, lessonOfRefusal, lessonOfSuccess } from './lessons.js';

const row = (name: string, more: Partial<NamedEndpoint> = {}): NamedEndpoint =>
  ({ name, path: '/somewhere', access: 'everyone', ...more }) as NamedEndpoint;
const learn = (name: string, answer: unknown, params: object = {}) =>
  lessonOfAnswer({ endpoint: row(name), params: params as Readonly<Record<string, unknown>> }, answer);

const development = { extended: false, legacy: false };
const artist = { type: 'artist', name: 'Ann', images: [] };
const track = { type: 'track', name: 'One', album: {}, is_local: false, artists: [{ type: 'artist', name: 'Ann' }] };
const album = { type: 'album', name: 'All', tracks: { items: [{ type: 'track' }] } };

describe('an answer tells', () => {
  test.each([
    ['a profile', 'me.profile', { id: 'ann', type: 'user' }, { product: 'free' }],
    ['an artist', 'artists.get', artist, { popularity: 3 }],
    ['an album', 'albums.get', album, { label: 'Ours' }],
    ['a track', 'tracks.get', track, { popularity: 0 }],
  ])('by %s what the app is', (_what, name, plain, more) => {
    expect(learn(name, plain)).toEqual(development);
    expect(learn(name, { ...plain, ...more })).toEqual({ extended: true });
  });

  test('by the first thing of a list that would have what was taken away', () => {
    expect(learn('search.search', { artists: { items: [null, artist] } })).toEqual(development);
    expect(learn('me.savedTracks', { items: [{ added_at: '', track: { ...track, popularity: 5 } }] })).toEqual({
      extended: true,
    });
  });

  test.each([
    ['an answer without such things', 'player.devices', { devices: [] }],
    ['nothing', 'player.state', null],
    ['a track as its album lists it', 'albums.tracks', { items: [{ type: 'track', name: 'One' }] }],
    ['the artist of a track', 'playlists.mine', { items: [{ artists: [{ type: 'artist', name: 'Ann' }] }] }],
    ['a file of a person', 'playlists.items', { items: [{ item: { ...track, is_local: true } }] }],
  ])('nothing by %s', (_what, name, answer) => {
    expect(learn(name, answer)).toEqual({});
  });

  test('nothing when only some fields were asked for', () => {
    expect(learn('playlists.get', { items: { items: [{ item: track }] } }, { fields: 'items' })).toEqual({});
  });
});

describe('of what Spotify closed', () => {
  const closedRow = row('users.get', { access: 'extended' });
  const olderRow = row('browse.related', { access: 'legacy' });
  const refusal = { code: 'forbidden_app_mode' };

  test('a success and a refusal both tell', () => {
    expect([lessonOfSuccess(closedRow), lessonOfSuccess(olderRow)]).toEqual([{ extended: true }, { legacy: true }]);
    expect([lessonOfRefusal(closedRow, refusal), lessonOfRefusal(olderRow, refusal)]).toEqual([
      development,
      { legacy: false },
    ]);
  });

  test("nothing is learned from another failure, from what is open to all, nor from a playlist, which may be another's", () => {
    expect(lessonOfRefusal(closedRow, { code: 'server_error' })).toEqual({});
    expect(lessonOfRefusal(row('me.profile'), refusal)).toEqual({});
    expect(
      lessonOfRefusal(
        row('playlists.tracks', { access: 'extended', path: '/playlists/{playlist_id}/tracks' }),
        refusal,
      ),
    ).toEqual({});
    expect(lessonOfSuccess(row('me.profile'))).toEqual({});
  });
});
