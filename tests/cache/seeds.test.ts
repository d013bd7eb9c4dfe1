import type { SpotifyEmulator, Track, World } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { household, outcome } from './household.js';

const user = 'listener';

/** Rows whose answers hold whole objects, and what of them in each mode of the app. */
const sources: readonly (readonly [
  row: string,
  params: (emulator: SpotifyEmulator) => object,
  closedIn?: 'development',
])[] = [
  ['playlists.get', ({ world }) => ({ playlist_id: idOf('Everything', world) })],
  ['playlists.items', ({ world }) => ({ playlist_id: idOf('Everything', world), limit: 20 })],
  ['playlists.tracks', ({ world }) => ({ playlist_id: idOf('Everything', world), limit: 20 })],
  ['library.tracks', () => ({ limit: 10 })],
  ['library.albums', () => ({ limit: 5 })],
  ['me.top', () => ({ type: 'tracks', limit: 5 })],
  ['me.top', () => ({ type: 'artists', limit: 5 })],
  ['me.following', () => ({ type: 'artist' })],
  ['albums.getMany', ({ world }) => ({ ids: idsOf(world.catalogue.albums.list()) })],
  ['artists.getMany', ({ world }) => ({ ids: idsOf(world.catalogue.artists.list()) })],
  ['tracks.getMany', ({ world }) => ({ ids: idsOf(world.catalogue.tracks.list()) })],
  ['artists.topTracks', ({ world }) => ({ id: first(world.catalogue.artists.list()).id }), 'development'],
  ['artists.related', ({ world }) => ({ id: first(world.catalogue.artists.list()).id }), 'development'],
];
const rows = sources.map(([row, params, closedIn]) => ({ row, params, closedIn }));

/** Rows that know no markets. */
const worldwide: ReadonlySet<string> = new Set(['me.top', 'me.following', 'artists.getMany', 'artists.related']);

describe.each(['extended', 'development'] as const)('for an app in mode %s', (appMode) => {
  describe.each([undefined, 'SE'])('who asks for the market %s', (market) => {
    test.each(rows)('an object that $row contains is given alone as Spotify would, or asked for', async (source) => {
      const house = household(appMode);
      const { emulator } = house;
      hideFromTheCountry(emulator);
      const [cached, uncached] = [await house.cached(user), house.uncached(user)];
      // The country is a part of the keys of the catalogue.
      await cached.me.profile();
      const inMarket = market === undefined || worldwide.has(source.row) ? {} : { market };
      const answer = await outcome(cached.call(source.row, { ...source.params(emulator), ...inMarket }));
      let spared = 0;
      for (const { type, id } of objectsIn(answer)) {
        emulator.journal.clear();
        const params = { id, ...(type === 'artist' ? {} : inMarket) };
        const seen = await outcome(cached.call(`${type}s.get`, params));
        if (emulator.journal.entries().some(({ path }) => path.startsWith('/v1/'))) continue;
        spared += 1;
        expect(seen, `${type} ${id}`).toEqual(await outcome(uncached.call(`${type}s.get`, params)));
      }
      if (source.closedIn === appMode) expect(spared).toBe(0);
      else expect(spared).toBeGreaterThan(0);
    });
  });
});

/** The person has what Spotify shows them as another release, and what it shows without one; files of their own; and episodes. */
function hideFromTheCountry({ world, apply }: SpotifyEmulator): void {
  const tracks = world.catalogue.tracks.list();
  const isHidden = ({ markets }: Track): boolean => !markets.includes('SE');
  const others = ({ isrc }: Track) => tracks.filter((each) => each.isrc === isrc && !isHidden(each));
  const replaced = first(tracks.filter((each) => isHidden(each) && others(each).length > 0));
  const irreplaceable = first(tracks.filter((each) => isHidden(each) && others(each).length === 0));
  const episode = first(world.catalogue.episodes.list());
  const uris = [replaced, irreplaceable, ...tracks.slice(0, 8), episode].map(({ uri }) => uri);
  apply({
    users: { listener: { library: [...uris, replaced.album.uri, first(world.catalogue.artists.list()).uri] } },
    playlists: [{ name: 'Everything', owner: user, items: [...uris, 'spotify:local:Somebody:At+home:Demo:180'] }],
  });
}

interface Found {
  readonly type: 'track' | 'album' | 'artist';
  readonly id: string;
}

/** Every object of the catalogue at any depth, whole or not. */
function objectsIn(value: unknown): readonly Found[] {
  const found = new Map<string, Found>();
  const look = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    for (const inner of Object.values(each)) look(inner);
    if (!('type' in each && 'id' in each && typeof each.id === 'string')) return;
    const { type, id } = each;
    if (type === 'track' || type === 'album' || type === 'artist') found.set(`${type} ${id}`, { type, id });
  };
  look(value);
  return [...found.values()];
}

function idOf(playlist: string, world: World): string {
  return first(world.user(user).playlists.filter(({ name }) => name === playlist)).id;
}

function idsOf(things: readonly { readonly id: string }[]): readonly string[] {
  return things.slice(0, 3).map(({ id }) => id);
}

function first<Item>([item]: readonly Item[]): Item {
  return item ?? expect.unreachable();
}
