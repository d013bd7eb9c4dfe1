import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, first, stage } from './stage.js';

drivesEveryToolOf('library');

describe('save_to_library', () => {
  test('saves and follows things of every kind, their addresses unchanged', async () => {
    const { call, emulator, entries, listener } = await stage();
    const { catalogue, playlists } = emulator.world;
    const items = [
      ...[
        catalogue.tracks,
        catalogue.albums,
        catalogue.artists,
        catalogue.shows,
        catalogue.episodes,
        catalogue.audiobooks,
      ].map((kind) => first<{ uri: string }>(kind.list(), ({ uri }) => !listener.library.has(uri)).uri),
      first([...playlists.values()], ({ owner }) => owner === 'neighbour').uri,
    ];
    const { output, text } = await call('save_to_library', { items });
    expect(entries()).toMatchObject([{ method: 'PUT', path: '/v1/me/library', query: { uris: items.join(',') } }]);
    for (const uri of items.slice(0, 6)) expect(listener.library.has(uri)).toBe(true);
    expect(output).toEqual({ saved: items });
    expect(text).toBe('Saved 7 items.');
  });

  test('saves more than forty in chunks, and none twice', async () => {
    const { call, emulator, entries, listener } = await stage();
    const items = emulator.world.catalogue.tracks
      .list()
      .slice(0, 95)
      .map(({ id }) => id);
    await call('save_to_library', { items: [...items, ...items.slice(0, 5)], kind: 'track' });
    expect(entries().map(({ query }) => query.uris?.split(',').length)).toEqual([40, 40, 15]);
    for (const id of items) expect(listener.library.has(`spotify:track:${id}`)).toBe(true);
  });

  test('says exactly what was saved when a later chunk fails', async () => {
    const { call, emulator, listener } = await stage();
    const items = emulator.world.catalogue.tracks
      .list()
      .slice(0, 60)
      .map(({ uri }) => uri);
    emulator.faults.add({ path: '/me/library', skip: 1, status: 403 });
    const failure = call('save_to_library', { items });
    await expect(failure).rejects.toThrow('The first 40 of 60 were saved');
    expect(items.filter((uri) => listener.library.has(uri)).length).toBeGreaterThanOrEqual(40);
  });

  test('refuses what cannot be saved, and sends nothing', async () => {
    const { call, emulator, requests } = await stage();
    const chapter = first(emulator.world.catalogue.chapters.list());
    await expect(call('save_to_library', { items: [`spotify:chapter:${chapter.id}`] })).rejects.toThrow('is a chapter');
    await expect(call('save_to_library', { items: [] })).rejects.toThrow();
    expect(requests()).toEqual([]);
  });
});
