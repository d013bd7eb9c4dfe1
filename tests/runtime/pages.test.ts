import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { stage } from './stage.js';

describe('objects in pages', () => {
  test('need no request of their own, and are what Spotify gives for one alone', async () => {
    const emulator = createSpotifyEmulator({ profile: 'extended' });
    const set = await stage({ emulator });
    const fresh = await stage({ emulator });
    for (const { runtime } of [set, fresh]) await runtime.spotify.me.profile();
    const { items } = await set.runtime.spotify.library.tracks({ limit: 5 });
    const top = await set.runtime.spotify.me.top({ type: 'artists', limit: 5 });
    const { items: albums } = await set.runtime.spotify.library.albums({ limit: 5 });
    const ids = {
      tracks: items.map(({ track }) => track.id),
      artists: top.items.map(({ id }) => id),
      albums: albums.map(({ album }) => album.id),
    };
    expect(Math.min(ids.tracks.length, ids.artists.length, ids.albums.length)).toBeGreaterThan(0);
    set.entries();
    for (const kind of ['tracks', 'artists', 'albums'] as const) {
      for (const id of ids[kind]) {
        const seeded = await set.runtime.spotify[kind].get({ id });
        expect(set.entries(), `${kind} ${id}`).toHaveLength(0);
        const alone = await fresh.runtime.spotify[kind].get({ id });
        expect(seeded).toEqual(alone);
        set.entries();
        await set.runtime.spotify[kind].get({ id }, { fresh: true });
        expect(set.entries(), `${kind} ${id}, asked for anew`).toHaveLength(1);
      }
    }
  });

  test('in one language are not given to who asks for one of them in another', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    await spotify.me.profile();
    const { items } = await spotify.library.tracks({ limit: 1 }, { locale: 'de-DE' });
    const id = items[0]?.track.id ?? '';
    set.entries();
    await spotify.tracks.get({ id }, { locale: 'de-DE' });
    expect(set.entries()).toHaveLength(0);
    for (const locale of ['es-MX', undefined]) await spotify.tracks.get({ id }, { locale });
    expect(set.entries()).toHaveLength(2);
  });

  test('are asked for anew after a write that touches them', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    await spotify.me.profile();
    const [artist, other] = (await spotify.me.top({ type: 'artists', limit: 2 })).items;
    await spotify.me.follow({ type: 'artist', ids: [artist?.id ?? ''] });
    set.entries();
    for (const { id = '' } of [artist, other].filter((each) => each !== undefined)) await spotify.artists.get({ id });
    expect(set.entries().map(({ path }) => path)).toEqual([`/v1/artists/${artist?.id}`]);
  });
});
