import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from './stage.js';

const kitchen = ({ emulator }: Stage) =>
  [...emulator.world.playlists.values()].find(({ name }) => name === 'Rainy Kitchen') ?? expect.unreachable();

describe('while Spotify itself shows a write late', () => {
  test('what it shows is kept for a moment only, so that the truth is seen as soon as it shows it', async () => {
    const set = await stage();
    const { id } = kitchen(set);
    const read = async () => (await set.runtime.spotify.playlists.get({ playlist_id: id })).name;
    set.emulator.faults.add({ method: 'GET', path: /playlists/, staleMs: 10_000 });
    await set.runtime.spotify.playlists.update({ playlist_id: id, name: 'Sunny Kitchen' });
    // Nobody could know better: this is what Spotify says.
    expect(await read()).toBe('Rainy Kitchen');
    set.entries();
    await read();
    expect(set.entries(), 'a crowd in the same moment is one request').toHaveLength(0);
    await set.pass(10_000);
    // The usual half minute would not be over yet.
    expect(await read()).toBe('Sunny Kitchen');
  });

  test('a list of playlists without the new one is not believed for a minute', async () => {
    const set = await stage();
    const names = async () => (await set.runtime.spotify.playlists.mine({})).items.map((each) => each?.name);
    set.emulator.faults.add({ method: 'GET', path: /me\/playlists/, staleMs: 5_000 });
    await set.runtime.spotify.playlists.create({ name: 'Just made' });
    expect(await names()).not.toContain('Just made');
    await set.pass(5_000);
    expect(await names()).toContain('Just made');
  });

  test('once the window is over answers are kept as long as ever', async () => {
    const set = await stage();
    const { id } = kitchen(set);
    await set.runtime.spotify.playlists.update({ playlist_id: id, name: 'Sunny Kitchen' });
    await set.pass(36_000);
    await set.runtime.spotify.playlists.get({ playlist_id: id });
    set.entries();
    await set.pass(25_000);
    await set.runtime.spotify.playlists.get({ playlist_id: id });
    expect(set.entries()).toHaveLength(0);
  });
});

describe('a page of a playlist', () => {
  test('spares the request for each track that it fully holds, and no other', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    await spotify.me.profile();
    const { items } = await spotify.playlists.items({ playlist_id: kitchen(set).id, limit: 10 });
    const ids = items.flatMap(({ item }) => (item?.type === 'track' && item.id ? [item.id] : []));
    expect(ids.length).toBeGreaterThan(5);
    set.entries();
    const tracks = await Promise.all(ids.map((id) => spotify.tracks.get({ id })));
    expect(set.entries()).toEqual([]);
    expect(tracks.map(({ id }) => id)).toEqual(ids);
    // The album of a track is a part of it only.
    await spotify.albums.get({ id: tracks[0]?.album.id ?? '' });
    expect(set.entries()).toHaveLength(1);
  });

  test('of which only some fields were asked for spares nothing', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    const fields = 'items(track(id,name,type,artists,album(id,type)))';
    const { items } = await spotify.playlists.items({ playlist_id: kitchen(set).id, limit: 5, fields });
    set.entries();
    await spotify.tracks.get({ id: items?.[0]?.item?.id ?? '' });
    expect(set.entries()).toHaveLength(1);
  });

  test('of an album holds tracks that are not whole: each is asked for', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    const id = set.emulator.world.catalogue.albums.list()[0]?.id ?? '';
    const { tracks } = await spotify.albums.get({ id });
    set.entries();
    expect(await spotify.tracks.get({ id: tracks.items[0]?.id ?? '' })).toHaveProperty('album');
    expect(set.entries()).toHaveLength(1);
  });
});
