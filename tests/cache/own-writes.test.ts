import { redisDefaults } from '@tonearm/cache/redis';
import type { SpotifyClient } from '@tonearm/spotify-client';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { household, outcome } from './household.js';

const operations = Number(process.env.TONEARM_TEST_OPERATIONS ?? 10_000);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;
const processes = 3;

type Params = Readonly<Record<string, unknown>>;
type Call = readonly [row: string, params: Params];

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

test.skipIf(servicesAreOff)(
  `whoever writes reads it, in whichever process, and nobody reads what is another's: ${operations} operations, seed ${seed}`,
  async () => {
    const redis = await startRedis();
    const connections = Array.from({ length: processes }, () => new Redis(redis.url, redisDefaults));
    const house = household(connections);
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
    const { catalogue } = house.emulator.world;
    const uris = [catalogue.tracks, catalogue.albums, catalogue.artists, catalogue.shows, catalogue.episodes].flatMap(
      (shelf) =>
        shelf
          .list()
          .slice(0, 4)
          .map(({ uri }) => uri),
    );
    const tracks = catalogue.tracks.list().slice(0, 6);
    const people = new Map(
      users.map((user) => [user, { truth: house.uncached(user), wroteIn: 0, isHeard: [true, true, true] }]),
    );
    // Of what others change in a playlist that one only follows, one hears later.
    const playlistOf = (user: string): string => {
      const own = house.emulator.world
        .user(user)
        .playlists.filter(({ owner, collaborative }) => owner === user && !collaborative);
      return pick(own.slice(0, 4)).id;
    };

    const writes: readonly ((user: string) => Call)[] = [
      () => ['library.save', { uris: [pick(uris)] }],
      () => ['library.remove', { uris: [pick(uris)] }],
      (user) => ['playlists.addItems', { playlist_id: playlistOf(user), uris: [pick(tracks).uri] }],
      (user) => ['playlists.removeItems', { playlist_id: playlistOf(user), items: [{ uri: pick(tracks).uri }] }],
      (user) => [
        'playlists.updateItems',
        { playlist_id: playlistOf(user), uris: [pick(tracks).uri, pick(tracks).uri] },
      ],
      (user) => ['playlists.update', { playlist_id: playlistOf(user), name: `Named ${Math.floor(random() * 1e6)}` }],
      () => ['playlists.create', { name: `New ${Math.floor(random() * 1e6)}` }],
      () => ['player.volume', { volume_percent: Math.floor(random() * 100) }],
      () => ['player.play', { uris: [pick(tracks).uri] }],
      () => ['player.addToQueue', { uri: pick(tracks).uri }],
      () => ['player.shuffle', { state: random() < 0.5 }],
      () => ['me.follow', { type: 'artist', ids: [pick(catalogue.artists.list().slice(0, 4)).id] }],
      () => ['me.unfollow', { type: 'artist', ids: [pick(catalogue.artists.list().slice(0, 4)).id] }],
      () => ['library.saveAlbums', { ids: [pick(catalogue.albums.list().slice(0, 4)).id] }],
    ];
    const reads: readonly ((user: string) => Call)[] = [
      (user) => ['playlists.get', { playlist_id: playlistOf(user) }],
      (user) => ['playlists.items', { playlist_id: playlistOf(user), limit: 10 }],
      () => ['playlists.mine', { limit: 10 }],
      () => ['library.tracks', { limit: 5 }],
      () => ['library.albums', {}],
      () => ['library.shows', {}],
      () => ['library.episodes', {}],
      () => ['library.contains', { uris: [pick(uris), pick(uris)] }],
      () => ['me.following', { type: 'artist' }],
      () => ['me.follows', { type: 'artist', ids: [pick(catalogue.artists.list().slice(0, 4)).id] }],
      () => ['me.profile', {}],
      () => ['me.top', { type: 'tracks', limit: 3 }],
      () => ['player.state', {}],
      () => ['player.queue', {}],
      () => ['player.devices', {}],
      () => ['tracks.get', { id: pick(tracks).id }],
      () => ['albums.get', { id: pick(catalogue.albums.list().slice(0, 4)).id }],
    ];

    /** What belongs to a person in whatever they read can't be seen by anybody else without this failing. */
    async function read(user: (typeof users)[number], client: SpotifyClient, [row, params]: Call, step: number) {
      const person = people.get(user) ?? expect.unreachable();
      const [seen, truth] = [await outcome(client.call(row, params)), await outcome(person.truth.call(row, params))];
      const context = `step ${step} of seed ${seed}: ${user} reads ${row} ${JSON.stringify(params)}`;
      expect(seen, context).toEqual(truth);
    }

    for (let step = 0; step < operations; step += 1) {
      const user = pick(users);
      const person = people.get(user) ?? expect.unreachable();
      const index = Math.floor(random() * processes);
      const client = await house.cached(user, index);
      if (random() < 0.25) {
        await outcome(client.call(...pick(writes)(user)));
        person.isHeard = person.isHeard.map((_, other) => other === index);
        person.wroteIn = index;
        continue;
      }
      // Another process knows of a write when it has heard of it; it says itself when that is so.
      if (!person.isHeard[index]) person.isHeard[index] = (await house.caches[index]?.catchUp()) === true;
      await read(user, client, pick(reads)(user), step);
    }
    const statistics = house.caches.map((cache) => cache.statistics());
    expect(statistics.reduce((sum, { hits }) => sum + hits, 0)).toBeGreaterThan(operations / 10);
    expect(statistics.reduce((sum, { sharedHits }) => sum + sharedHits, 0)).toBeGreaterThan(0);
    expect(statistics.reduce((sum, { heard }) => sum + heard, 0)).toBeGreaterThan(operations / 10);
    for (const cache of house.caches) cache.close();
    for (const connection of connections) connection.disconnect();
    await redis.stop();
  },
  120_000,
);
