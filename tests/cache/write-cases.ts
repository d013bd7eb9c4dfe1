import { listEndpoints } from '@tonearm/spotify-client';
import type { World } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';
import { exampleParams, PREPARATIONS } from '../contract/example-params.ts';
import type { Call } from './random-calls.js';

const user = 'listener';

/** One way to make a write that changes something. */
export interface WriteCase {
  /** In words, for whoever sees it fail. */
  readonly what: string;
  /** What must be done first, so that there is something to undo. */
  readonly before: readonly Call[];
  readonly params: Call[1];
}

/** What must be done first, so that there is something to undo. */
const undoes: Readonly<Record<string, string>> = {
  'library.remove': 'library.save',
  'library.removeAlbums': 'library.saveAlbums',
  'library.removeTracks': 'library.saveTracks',
  'library.removeEpisodes': 'library.saveEpisodes',
  'library.removeShows': 'library.saveShows',
  'library.removeAudiobooks': 'library.saveAudiobooks',
  'me.unfollow': 'me.follow',
};

/** The example of a row, and whatever else it may be told that touches something else. */
export function casesOf(name: string, world: World): readonly WriteCase[] {
  const undone = undoes[name];
  return [exampleOf(name, world), ...(others[name]?.(world) ?? [])].map((params) => ({
    what: `${name} ${JSON.stringify(params)}`,
    before: [...(PREPARATIONS[name]?.(world) ?? []), ...(undone === undefined ? [] : [[undone, params] as const])],
    params,
  }));
}

/** Every reading row: its example, whole pages without filters, and what of the person is read as others would. */
export function everythingToRead(world: World): readonly Call[] {
  const rows = listEndpoints().filter(({ method }) => method === 'GET');
  const calls = rows.flatMap(({ name }): readonly Call[] => {
    const params = exampleParams(name, world);
    const { market: _market, offset: _offset, limit: _limit, before: _before, ...whole } = params;
    return [[name, params], [name, whole], ...(besides[name]?.(world) ?? []).map((each): Call => [name, each])];
  });
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

type Several = (world: World) => readonly Call[1][];

const eachKind: Several = (world) => urisOfEachKind(world).map((uri) => ({ uris: [uri] }));
const aPerson: Several = () => [{ type: 'user', ids: ['neighbour'] }];

const others: Readonly<Record<string, Several>> = {
  'library.save': eachKind,
  'library.remove': eachKind,
  'me.follow': aPerson,
  'me.unfollow': aPerson,
};

const besides: Readonly<Record<string, Several>> = {
  'library.contains': (world) => [{ uris: urisOfEachKind(world) }],
  'me.follows': aPerson,
  'me.top': () => [{ type: 'artists', limit: 50 }],
  'playlists.get': (world) => [anothersPlaylist(world)],
  'playlists.isFollowed': (world) => [anothersPlaylist(world)],
  'search.search': findable,
  'users.get': () => [{ user_id: user }],
  'users.playlists': () => [{ user_id: user }],
};

/** What the search finds of what a person can change: playlists, by the names that they have and will be given. */
function findable(world: World): readonly Call[1][] {
  const playlists = [exampleParams('playlists.update', world), anothersPlaylist(world)].map(
    ({ playlist_id }) => world.playlists.get(String(playlist_id))?.name,
  );
  return [...playlists, 'Renamed', 'Contract'].map((q) => ({ q, type: ['playlist', 'track'] }));
}

function exampleOf(name: string, world: World): Call[1] {
  // One's own is followed from the start.
  return name === 'playlists.follow' ? anothersPlaylist(world) : exampleParams(name, world);
}

function anothersPlaylist(world: World): { readonly playlist_id: string } {
  const mine = new Set(world.user(user).playlists);
  const other = world.user('neighbour').playlists.find((each) => !mine.has(each)) ?? expect.unreachable();
  return { playlist_id: other.id };
}

function urisOfEachKind(world: World): readonly string[] {
  const { albums, artists, audiobooks, episodes, shows, tracks } = world.catalogue;
  const saved = world.user(user).library;
  // The first ones are in the examples.
  const things = [albums, artists, audiobooks, episodes, shows, tracks].map(
    (shelf) => shelf.list().find(({ uri }, index) => index > 1 && !saved.has(uri))?.uri ?? expect.unreachable(),
  );
  return [...things, `spotify:playlist:${anothersPlaylist(world).playlist_id}`, 'spotify:user:neighbour'];
}
