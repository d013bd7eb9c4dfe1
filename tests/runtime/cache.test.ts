import { createCache } from '@tonearm/cache';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage) => emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();
const kitchen = ({ emulator }: Stage) =>
  [...emulator.world.playlists.values()].find(({ name }) => name === 'Rainy Kitchen') ?? expect.unreachable();

describe('a read', () => {
  test('is one request, however many ask at the same time, and none for those who ask later', async () => {
    const set = await stage();
    const { id, name } = album(set);
    const answers = await Promise.all(Array.from({ length: 50 }, () => set.runtime.spotify.albums.get({ id })));
    expect(answers.every((answer) => answer.name === name)).toBe(true);
    await set.runtime.spotify.albums.get({ id });
    expect(set.entries()).toHaveLength(1);
    expect(set.runtime.cacheStatistics()).toMatchObject({ loads: 1, hits: 1 });
  });

  test('is answered at once when it is old, and refreshed behind', async () => {
    const set = await stage();
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    await set.pass(7 * 3_600_000);
    await set.runtime.spotify.albums.get({ id });
    await set.pass(100);
    await set.during(set.runtime.spotify.albums.get({ id }));
    expect(set.entries()).toHaveLength(2);
    expect(set.runtime.cacheStatistics()).toMatchObject({ stale: 1, hits: 1 });
  });

  test('does not age at the same moment as all that was loaded with it', async () => {
    const set = await stage();
    const albums = set.emulator.world.catalogue.albums.list().slice(0, 40);
    const all = () => Promise.all(albums.map(({ id }) => set.runtime.spotify.albums.get({ id })));
    await set.during(all());
    // Six hours, less up to a tenth of them.
    await set.pass(5.4 * 3_600_000 - 60_000);
    await set.during(all());
    expect(set.runtime.cacheStatistics()).toMatchObject({ hits: 40, stale: 0 });
    await set.pass(0.3 * 3_600_000);
    await set.during(all());
    const { stale } = set.runtime.cacheStatistics();
    expect(stale).toBeGreaterThan(0);
    expect(stale).toBeLessThan(40);
  });

  test('is never kept longer than a day', async () => {
    const set = await stage();
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    set.emulator.faults.add({ reset: 'before', path: /albums/ });
    await set.pass(25 * 3_600_000);
    const { result } = await set.during(set.runtime.spotify.albums.get({ id }));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'network' } });
  });

  test('keeps apart what differs in the order of a list', async () => {
    const set = await stage();
    const { spotify } = set.runtime;
    await spotify.search.search({ q: 'a', type: ['track', 'album'] });
    await spotify.search.search({ q: 'a', type: ['album', 'track'] });
    expect(set.entries()).toHaveLength(2);
  });

  test('of several things is in the order and the number in which they were asked for', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const [a = '', z = ''] = set.emulator.world.catalogue.tracks.list().map(({ id }) => id);
    for (const ids of [[a, z], [z, a], [a, a], [a], [a, z]]) {
      const { tracks } = await set.runtime.spotify.tracks.getMany({ ids });
      expect(tracks.map((track) => track?.id)).toEqual(ids);
    }
    expect(set.entries()).toHaveLength(4);
  });

  test('that finds nothing playing is an answer like any other', async () => {
    const set = await stage({ user: 'neighbour' });
    const look = () => set.runtime.spotify.player.state();
    expect(await Promise.all([look(), look(), look()])).toEqual([null, null, null]);
    expect(await look()).toBeNull();
    expect(set.entries().map(({ status }) => status)).toEqual([204]);
  });

  test('of the player is kept for a moment, so that a crowd is one request and nobody sees the past', async () => {
    const set = await stage();
    const look = () => Promise.all([set.runtime.spotify.player.state(), set.runtime.spotify.player.queue()]);
    await Promise.all([look(), look(), look()]);
    expect(set.entries()).toHaveLength(2);
    await set.pass(1000);
    await look();
    expect(set.entries()).toHaveLength(2);
  });
});

describe('a read after a write', () => {
  test('adding to a playlist shows in the playlist, its items and the list of playlists', async () => {
    const set = await stage();
    const { playlists } = set.runtime.spotify;
    const { id, items } = kitchen(set);
    const before = items.length;
    const sizes = async () => {
      const whole = await playlists.get({ playlist_id: id });
      const page = await playlists.items({ playlist_id: id, limit: 1 });
      const mine = await playlists.mine({ limit: 50 });
      return [whole.items?.total, page.total, mine.items.find((each) => each?.id === id)?.items?.total];
    };
    expect(await sizes()).toEqual([before, before, before]);
    const uri = set.emulator.world.catalogue.tracks.list()[0]?.uri ?? '';
    await playlists.addItems({ playlist_id: id, uris: [uri] });
    expect(await sizes()).toEqual([before + 1, before + 1, before + 1]);
  });

  test('creating a playlist shows in the list of playlists', async () => {
    const set = await stage();
    const { playlists } = set.runtime.spotify;
    const before = await playlists.mine({ limit: 50 });
    const { id } = await playlists.create({ name: 'New', public: false });
    const after = await playlists.mine({ limit: 50 });
    expect(after.total).toBe((before.total ?? 0) + 1);
    expect(after.items.some((each) => each?.id === id)).toBe(true);
  });

  test('saving shows in every list of the library that it can concern', async () => {
    const set = await stage();
    const { library, me, playlists } = set.runtime.spotify;
    const { catalogue, playlists: all } = set.emulator.world;
    const saved = set.emulator.world.user('listener').library;
    const fresh = (kind: { list(): readonly { uri: string }[] }): string =>
      kind.list().find(({ uri }) => !saved.has(uri))?.uri ?? expect.unreachable();
    const followed = [...all.values()].find(({ name }) => name === 'Attic Finds') ?? expect.unreachable();
    const totals = async () => [
      (await library.tracks()).total,
      (await library.albums()).total,
      (await library.shows()).total,
      (await library.episodes()).total,
      (await library.audiobooks()).total,
      (await me.following({ type: 'artist' })).artists.total,
      (await playlists.mine()).total,
    ];
    const before = await totals();
    const kinds = [
      catalogue.tracks,
      catalogue.albums,
      catalogue.shows,
      catalogue.episodes,
      catalogue.audiobooks,
      catalogue.artists,
    ];
    await library.save({ uris: [...kinds.map(fresh), followed.uri] });
    expect(await totals()).toEqual(before.map((total) => (total ?? 0) + 1));
  });

  test('is fresh even when the write seemed to fail, since it may have arrived', async () => {
    const set = await stage();
    const { playlists } = set.runtime.spotify;
    const { id } = kitchen(set);
    await playlists.items({ playlist_id: id });
    const uri = set.emulator.world.catalogue.tracks.list()[0]?.uri ?? '';
    set.emulator.faults.add({ operation: 'add-items-to-playlist', status: 502, times: 1 });
    await set.during(playlists.addItems({ playlist_id: id, uris: [uri] }));
    set.entries();
    await playlists.items({ playlist_id: id });
    expect(set.entries()).toHaveLength(1);
  });
});

describe('two people in one process', () => {
  test('share what is public in their country, and nothing that is theirs', async () => {
    const emulator = createSpotifyEmulator({ profile: 'extended' });
    const cache = createCache();
    const listener = await stage({ emulator, cache });
    const neighbour = await stage({ emulator, cache, user: 'neighbour' });
    const { id } = album(listener);

    const first = await listener.runtime.spotify.playlists.mine();
    const second = await neighbour.runtime.spotify.playlists.mine();
    expect(first.items[0]?.owner.id).toBe('listener');
    expect(second.items.some((each) => each?.owner.id === 'neighbour')).toBe(true);
    // In another country Spotify shows another catalogue; which one it is, the profile tells.
    const compatriot = await stage({ emulator, cache, user: 'listener' });
    const everybody = [listener, neighbour, compatriot];
    for (const { runtime } of everybody) await runtime.spotify.me.profile();
    for (const { runtime } of everybody) await runtime.spotify.albums.get({ id });

    const users = emulator.journal.entries().map(({ path, user }) => [path, user]);
    expect(users.filter(([path]) => path === '/v1/me/playlists')).toEqual([
      ['/v1/me/playlists', 'listener'],
      ['/v1/me/playlists', 'neighbour'],
    ]);
    expect(users.filter(([path]) => path === `/v1/albums/${id}`)).toEqual([
      [`/v1/albums/${id}`, 'listener'],
      [`/v1/albums/${id}`, 'neighbour'],
    ]);
  });

  test('can be forgotten one by one', async () => {
    const emulator = createSpotifyEmulator();
    const cache = createCache();
    const listener = await stage({ emulator, cache });
    const neighbour = await stage({ emulator, cache, user: 'neighbour' });
    await listener.runtime.spotify.playlists.mine();
    await neighbour.runtime.spotify.playlists.mine();
    expect(await listener.runtime.forgetAccount()).toMatchObject({ entries: 1, isComplete: true });
    emulator.journal.clear();
    await listener.runtime.spotify.playlists.mine();
    await neighbour.runtime.spotify.playlists.mine();
    expect(emulator.journal.entries().map(({ user }) => user)).toEqual(['listener']);
  });
});
