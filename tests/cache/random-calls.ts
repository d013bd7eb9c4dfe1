import type { SpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';

/** One call: a row of the endpoint table, and its parameters. */
export type Call = readonly [row: string, params: Readonly<Record<string, unknown>>];

/** Random numbers and calls, the same ones for the same seed. */
export interface RandomCalls {
  /** From 0 to below 1. */
  random(): number;
  pick<T>(list: readonly T[]): T;
  write(user: string): Call;
  read(user: string): Call;
  /** A write that another app of the same person makes; it renames no playlist. */
  edit(user: string): Call;
  /** A new name for a playlist of the user. */
  rename(user: string): Call;
}

/** A generator of numbers from 0 to below 1, the same ones for the same seed. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Calls about a small part of an emulator's world, so that they meet. */
export function randomCalls({ world }: Pick<SpotifyEmulator, 'world'>, seed: number): RandomCalls {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
  const { catalogue } = world;
  const shelves = [catalogue.tracks, catalogue.albums, catalogue.artists, catalogue.shows, catalogue.episodes];
  const uris = shelves.flatMap((shelf) =>
    shelf
      .list()
      .slice(0, 4)
      .map(({ uri }) => uri),
  );
  const tracks = catalogue.tracks.list().slice(0, 6);
  const albums = catalogue.albums.list().slice(0, 4);
  const artists = catalogue.artists.list().slice(0, 4);
  // Of what others change in a playlist that one only follows, one hears later.
  const playlistOf = (user: string): string => {
    const own = world.user(user).playlists.filter(({ owner, collaborative }) => owner === user && !collaborative);
    return pick(own.slice(0, 4)).id;
  };

  type Make = (user: string) => Call;
  const rename: Make = (user) => [
    'playlists.update',
    { playlist_id: playlistOf(user), name: `Named ${Math.floor(random() * 1e6)}` },
  ];
  const edits: readonly Make[] = [
    () => ['library.save', { uris: [pick(uris)] }],
    () => ['library.remove', { uris: [pick(uris)] }],
    (user) => ['playlists.addItems', { playlist_id: playlistOf(user), uris: [pick(tracks).uri] }],
    (user) => ['playlists.removeItems', { playlist_id: playlistOf(user), items: [{ uri: pick(tracks).uri }] }],
    () => ['player.volume', { volume_percent: Math.floor(random() * 100) }],
    () => ['me.follow', { type: 'artist', ids: [pick(artists).id] }],
    () => ['me.unfollow', { type: 'artist', ids: [pick(artists).id] }],
  ];
  const writes: readonly Make[] = [
    ...edits,
    rename,
    (user) => ['playlists.updateItems', { playlist_id: playlistOf(user), uris: [pick(tracks).uri, pick(tracks).uri] }],
    () => ['playlists.create', { name: `New ${Math.floor(random() * 1e6)}` }],
    () => ['player.play', { uris: [pick(tracks).uri] }],
    () => ['player.addToQueue', { uri: pick(tracks).uri }],
    () => ['player.shuffle', { state: random() < 0.5 }],
    () => ['library.saveAlbums', { ids: [pick(albums).id] }],
  ];
  const reads: readonly Make[] = [
    (user) => ['playlists.get', { playlist_id: playlistOf(user) }],
    (user) => ['playlists.items', { playlist_id: playlistOf(user), limit: 10 }],
    () => ['playlists.mine', { limit: 10 }],
    () => ['search.search', { q: 'named', type: ['playlist'] }],
    () => ['library.tracks', { limit: 5 }],
    () => ['library.albums', {}],
    () => ['library.shows', {}],
    () => ['library.episodes', {}],
    () => ['library.contains', { uris: [pick(uris), pick(uris)] }],
    () => ['me.following', { type: 'artist' }],
    () => ['me.follows', { type: 'artist', ids: [pick(artists).id] }],
    () => ['me.profile', {}],
    () => ['me.top', { type: 'tracks', limit: 3 }],
    () => ['player.state', {}],
    () => ['player.queue', {}],
    () => ['player.devices', {}],
    () => ['tracks.get', { id: pick(tracks).id }],
    () => ['albums.get', { id: pick(albums).id }],
  ];
  return {
    random,
    pick,
    write: (user) => pick(writes)(user),
    read: (user) => pick(reads)(user),
    edit: (user) => pick(edits)(user),
    rename,
  };
}

type Owned = { readonly owner: { readonly id: string } } | null;

/** What of an answer only the user can have changed: among playlists are also those of others, of which one hears later. */
export function ownPart(user: string, [row]: Call, answer: unknown): unknown {
  const { items, playlists } = Object(answer) as Partial<Record<'items' | 'playlists', unknown>>;
  const listed = { 'playlists.mine': items, 'search.search': Object(playlists).items as unknown }[row];
  return Array.isArray(listed) ? listed.filter((each: Owned) => each?.owner.id === user) : answer;
}
