import { listEndpoints } from '@tonearm/spotify-client';
import type { World } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { exampleParams, PREPARATIONS } from '../contract/example-params.ts';
import { household, outcome } from './household.js';

const user = 'listener';
// From the table, so that a new row is here, or fails for want of an example.
const reads = listEndpoints().filter(({ method }) => method === 'GET');
const writes = listEndpoints().filter(({ method }) => method !== 'GET');

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

describe.each(writes.map(({ name }) => name))('after %s', (name) => {
  test('everything that can be read is what it is without a cache', async () => {
    const house = household();
    const { world } = house.emulator;
    const [cached, uncached] = [await house.cached(user), house.uncached(user)];
    // The country is a part of the keys of the catalogue.
    await cached.me.profile();
    for (const [prepared, params] of PREPARATIONS[name]?.(world) ?? []) await cached.call(prepared, params);
    const undone = undoes[name];
    if (undone !== undefined) await cached.call(undone, exampleParams(undone, world));
    // What an example reads must hold what the example of the write changes: without pages and filters, too.
    const questions = reads.flatMap((row) => {
      const {
        market: _market,
        offset: _offset,
        limit: _limit,
        before: _before,
        ...whole
      } = exampleParams(row.name, world);
      return [exampleParams(row.name, world), whole].map((params) => ({ row: row.name, params }));
    });
    const all = async (spotify: typeof cached) => {
      const answers: Record<string, unknown> = {};
      for (const { row, params } of questions) {
        answers[`${row} ${JSON.stringify(params)}`] = await outcome(spotify.call(row, params));
      }
      return answers;
    };
    const before = await all(cached);
    // It is the cache that answers now, and not the emulator.
    house.emulator.journal.clear();
    await all(cached);
    const missed = house.emulator.journal
      .entries()
      .filter(({ path, status }) => path.startsWith('/v1') && status < 400);
    expect(missed.map(({ path }) => path)).toEqual([]);

    await cached.call(name, name === 'playlists.follow' ? anothersPlaylist(world) : exampleParams(name, world));
    const truth = await all(uncached);
    expect(await all(cached)).toEqual(truth);
    const changed = Object.keys(truth).filter((each) => JSON.stringify(truth[each]) !== JSON.stringify(before[each]));
    expect(changed, 'the example must change something').not.toEqual([]);
  });
});

/** One's own is followed from the start. */
function anothersPlaylist(world: World): { readonly playlist_id: string } {
  const mine = new Set(world.user(user).playlists.map(({ id }) => id));
  const other = world.user('neighbour').playlists.find(({ id }) => !mine.has(id)) ?? expect.unreachable();
  return { playlist_id: other.id };
}
