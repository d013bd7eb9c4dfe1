import { expect, test } from 'vitest';
import type { NamedEndpoint } from '../endpoint.js';
import { listEndpoints } from '../endpoints/index.js';
import { InvalidParameterError } from '../errors.js';
import { checkParameters } from './check-parameters.js';

const endpoint = (name: string): NamedEndpoint => {
  const found = listEndpoints().find((row) => row.name === name);
  if (found === undefined) throw new Error(`There is no row ${name}.`);
  return found;
};
const uris = (count: number): string[] => Array.from({ length: count }, (_, index) => `spotify:track:t${index}`);

const refused: readonly [string, string, Record<string, unknown>, string][] = [
  ['an empty list', 'library.save', { uris: [] }, 'uris'],
  ['more URIs than the library takes', 'library.save', { uris: uris(41) }, 'uris'],
  ['more URIs than a playlist takes', 'playlists.addItems', { playlist_id: 'p', uris: uris(101) }, 'uris'],
  ['nothing to remove', 'playlists.removeItems', { playlist_id: 'p', items: [] }, 'items'],
  ['no type to search for', 'search.search', { q: 'x', type: [] }, 'type'],
  ['an entry that is two', 'library.remove', { uris: ['spotify:track:a,spotify:track:b'] }, 'uris'],
  ['an empty entry', 'library.remove', { uris: [''] }, 'uris'],
  ['a page longer than any', 'albums.tracks', { id: 'a', limit: 51 }, 'limit'],
  ['a page of nothing', 'albums.tracks', { id: 'a', limit: 0 }, 'limit'],
  ['a search past its end', 'search.search', { q: 'x', type: ['album'], offset: 1001 }, 'offset'],
  ['a volume over full', 'player.volume', { volume_percent: 101 }, 'volume_percent'],
  ['a place before the start', 'player.seek', { position_ms: -1 }, 'position_ms'],
  ['a number over its limit that came as text', 'player.volume', { volume_percent: '101' }, 'volume_percent'],
  ['too long a list that is joined already', 'library.save', { uris: uris(41).join() }, 'uris'],
  ['an object in place of a number', 'player.volume', { volume_percent: {} }, 'volume_percent'],
  ['no number', 'albums.tracks', { id: 'a', offset: Number.NaN }, 'offset'],
  ['an object in the query', 'search.search', { q: { x: 1 }, type: ['album'] }, 'q'],
  ['null in the query', 'albums.get', { id: 'a', market: null }, 'market'],
  ['two devices', 'player.transfer', { device_ids: ['a', 'b'] }, 'device_ids'],
  ['a cover that is too big', 'playlists.uploadCover', { playlist_id: 'p', image: 'x'.repeat(262_145) }, 'image'],
  ['a word that Spotify does not know', 'me.top', { type: 'albums' }, 'type'],
  ['an unknown word among known ones', 'search.search', { q: 'x', type: ['album', 'song'] }, 'type'],
  ['an unknown word in a joined list', 'search.search', { q: 'x', type: 'album,song' }, 'type'],
  ['ids in place of URIs', 'library.save', { uris: ['t1'] }, 'uris'],
  ['a URI without an id', 'library.save', { uris: ['spotify:track:'] }, 'uris'],
  ['two ids in one that travel in a body', 'library.saveTracks', { ids: ['a,b'] }, 'ids'],
  ['URLs in place of URIs', 'playlists.addItems', { playlist_id: 'p', uris: ['https://x.test/track/1'] }, 'uris'],
  ['a URI of the wrong kind', 'playlists.addItems', { playlist_id: 'p', uris: ['spotify:artist:a1'] }, 'uris'],
  ['a local file to add', 'playlists.addItems', { playlist_id: 'p', uris: ['spotify:local:a:b:c:1'] }, 'uris'],
  ['a wrong URI inside of an object', 'playlists.removeItems', { playlist_id: 'p', items: [{ uri: 't1' }] }, 'items'],
  ['a URI of the wrong kind alone', 'player.addToQueue', { uri: 'spotify:album:a1' }, 'uri'],
  ['a track as a context', 'player.play', { context_uri: 'spotify:track:t1' }, 'context_uri'],
  ['URIs in place of ids', 'tracks.getMany', { ids: ['spotify:track:t1'] }, 'ids'],
  ['URLs in place of ids', 'albums.getMany', { ids: ['https://open.spotify.com/album/a'] }, 'ids'],
  ['what is no id among ids', 'tracks.getMany', { ids: ['t1', 'not!an!id'] }, 'ids'],
  ['objects in place of ids', 'library.saveTracks', { ids: [{ id: 't1' }] }, 'ids'],
  ['a URL with a time', 'library.saveTracks', { timestamped_ids: [{ id: 'https://x.test/t1' }] }, 'timestamped_ids'],
  ['an id without a time', 'library.saveTracks', { timestamped_ids: ['t1'] }, 'timestamped_ids'],
  ['a URI that goes on as a path', 'library.save', { uris: ['spotify:track:a/b?c'] }, 'uris'],
  ['two words where one is wanted', 'player.repeat', { state: 'off,context' }, 'state'],
  ['two kinds where one is wanted', 'me.follow', { type: 'artist,user', ids: ['x'] }, 'type'],
  ['two URIs where one is wanted', 'player.addToQueue', { uri: 'spotify:track:a,spotify:track:b' }, 'uri'],
  ['a number beyond all that are whole', 'albums.tracks', { id: 'a', offset: 1e21 }, 'offset'],
  ['an empty id that travels in a body', 'library.saveTracks', { ids: [''] }, 'ids'],
  ['a URI as a seed', 'recommendations.get', { seed_artists: ['spotify:artist:a'] }, 'seed_artists'],
  ['a measure over its limit', 'recommendations.get', { seed_genres: ['g'], min_energy: 1.1 }, 'min_energy'],
  ['recommendations for nothing', 'recommendations.get', { limit: 5 }, 'seed_artists'],
  [
    'six seeds in all',
    'recommendations.get',
    { seed_tracks: ['a', 'b', 'c'], seed_genres: ['d', 'e', 'f'] },
    'seed_genres',
  ],
  [
    'six seeds in lists that are joined',
    'recommendations.get',
    { seed_tracks: 'a,b,c', seed_artists: 'd,e,f' },
    'seed_artists',
  ],
  ['a search for nothing', 'search.search', { q: '', type: ['album'] }, 'q'],
  ['a search for spaces', 'search.search', { q: ' \n', type: ['album'] }, 'q'],
  ['a playlist without a name', 'playlists.create', { name: '' }, 'name'],
  ['an empty id', 'albums.get', { id: '' }, 'id'],
  [
    'an empty list that came as text, though it may be left out',
    'playlists.get',
    { playlist_id: 'p', additional_types: '' },
    'additional_types',
  ],
  ['nothing to save', 'library.saveTracks', {}, 'ids'],
  ['an empty genre', 'recommendations.get', { seed_genres: [''] }, 'seed_genres'],
  ['a text that only begins as true', 'player.shuffle', { state: 'true love' }, 'state'],
  ['half a page', 'albums.tracks', { id: 'a', limit: 2.5 }, 'limit'],
  ['a list that begins before its start', 'albums.tracks', { id: 'a', offset: -1 }, 'offset'],
  [
    'a place before the start in a body',
    'playlists.addItems',
    { playlist_id: 'p', uris: uris(1), position: -1 },
    'position',
  ],
  ['more ids than a batch takes', 'albums.getMany', { ids: uris(21).map((one) => one.slice(-2)) }, 'ids'],
  ['a cover that is a PNG', 'playlists.uploadCover', { playlist_id: 'p', image: 'iVBORw0KGgo=' }, 'image'],
  [
    'a cover that is a data URL',
    'playlists.uploadCover',
    { playlist_id: 'p', image: 'data:image/jpeg;base64,/9j/4A==' },
    'image',
  ],
  ['a cover that is no base64', 'playlists.uploadCover', { playlist_id: 'p', image: '/9j/4A==<>' }, 'image'],
  ['an empty text in place of a list', 'library.save', { uris: '' }, 'uris'],
];

test.each(refused)('refuses %s and names the parameter', (_what, name, params, parameter) => {
  let error: unknown;
  try {
    checkParameters(endpoint(name), params);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error).toMatchObject({ parameter, endpoint: name });
  expect(String(error)).toContain(parameter);
});

test.each([
  ['albums.tracks', { id: 'a', offset: -1 }, 'The parameter offset must be at least 0.'],
  ['albums.tracks', { id: 'a', limit: 51 }, 'The parameter limit must be from 1 to 50.'],
  ['albums.tracks', { id: 'a', limit: 'abc' }, 'The parameter limit must be a whole number.'],
  ['library.save', { uris: [] }, 'The parameter uris must be from 1 to 40 entries long.'],
  ['player.shuffle', { state: 'on' }, 'The parameter state must be true or false.'],
  ['search.search', { q: ' ', type: ['album'] }, 'The parameter q is empty.'],
  [
    'recommendations.get',
    { seed_tracks: ['a', 'b', 'c'], seed_genres: ['d', 'e', 'f'] },
    'The parameter seed_genres must hold, together with seed_tracks and seed_artists, from 1 to 5 entries.',
  ],
  [
    'playlists.uploadCover',
    { playlist_id: 'p', image: '/9j/'.repeat(65_537) },
    'The parameter image must be from 1 to 262144 characters long.',
  ],
])('%s with %j says what it must be', (name, params, message) => {
  expect(() => checkParameters(endpoint(name), params)).toThrow(message);
});

test.each([
  ['a URL in place of an item', { uri: 'https://open.spotify.com/track/t1' }],
  ['an item that is a list of items', { uri: 'spotify:album:a1' }],
  ['an id in place of an item', { uri: 't1' }],
  ['a place before the start', { position: -1 }],
  ['half a place', { position: 0.5 }],
  ['a place as text', { position: '1' }],
  ['a place and an item', { position: 1, uri: 'spotify:track:t1' }],
  ['a place and something unknown', { position: 1, postion: 2 }],
  ['nothing at all', {}],
])('an offset with %s says what it must be', (_what, offset) => {
  expect(() => checkParameters(endpoint('player.play'), { offset })).toThrow(
    'The parameter offset must be { position: … }, counted from 0, or { uri: … } of one of: track, episode, chapter, local.',
  );
});

const accepted: readonly [string, string, Record<string, unknown>][] = [
  ['as many URIs as the library takes', 'library.save', { uris: uris(40) }],
  [
    'five seeds of three kinds',
    'recommendations.get',
    { seed_tracks: ['a', 'b'], seed_genres: ['c', 'd'], seed_artists: ['e'] },
  ],
  ['a number below zero that came as text', 'recommendations.get', { seed_genres: 'g', target_loudness: '-7.5' }],
  ['one seed', 'recommendations.get', { seed_artists: 'a' }],
  ['a description that says nothing', 'playlists.update', { playlist_id: 'p', description: '' }],
  ['as many URIs as a playlist takes', 'playlists.addItems', { playlist_id: 'p', uris: uris(100) }],
  ['an empty list that empties a playlist', 'playlists.updateItems', { playlist_id: 'p', uris: [] }],
  ['a page that only apps with extended quota get', 'search.search', { q: 'x', type: ['album'], limit: 50 }],
  ['undefined as not given', 'albums.get', { id: 'a', market: undefined }],
  ['a number that came as text', 'player.volume', { volume_percent: '50' }],
  ['a list that is joined already', 'library.save', { uris: uris(40).join() }],
  [
    'fractions where Spotify has them',
    'recommendations.get',
    { seed_genres: ['g'], min_energy: 0.5, target_loudness: -7.5 },
  ],
  ['the id of a person', 'me.follows', { type: 'user', ids: ['j.smith'] }],
  [
    'tracks with the times when they were saved',
    'library.saveTracks',
    { timestamped_ids: [{ id: 't1', added_at: 'x' }] },
  ],
  ['one word alone', 'search.search', { q: 'x', type: 'album' }],
  ['an item to begin with', 'player.play', { offset: { uri: 'spotify:episode:e1', position: undefined } }],
  ['a local file to begin with', 'player.play', { offset: { uri: 'spotify:local:a,b:c:d:1' } }],
  ['a body with objects', 'player.play', { offset: { position: 1 }, uris: ['spotify:local:a,b:c:d:1'] }],
];

test.each(accepted)('accepts %s', (_what, name, params) => {
  expect(() => checkParameters(endpoint(name), params)).not.toThrow();
});
