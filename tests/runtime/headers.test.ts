import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from './stage.js';

const kitchen = ({ emulator }: Stage) =>
  [...emulator.world.playlists.values()].find(({ name }) => name === 'Rainy Kitchen') ?? expect.unreachable();
const album = ({ emulator }: Stage) => emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();

/** A stage whose Spotify writes this to every answer of the Web API. */
async function stageWith(headers: Readonly<Record<string, string>>): Promise<Stage> {
  const emulator = createSpotifyEmulator();
  const fetch: typeof emulator.fetch = async (...request) => {
    const answer = await emulator.fetch(...request);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return answer;
  };
  return stage({ emulator: { ...emulator, fetch } });
}

describe('what Spotify writes to an answer', () => {
  test('lets it be asked only whether a playlist has changed, and one that has not is fresh again', async () => {
    const set = await stage();
    const { id } = kitchen(set);
    const first = await set.runtime.spotify.playlists.get({ playlist_id: id });
    await set.pass(10 * 60_000);
    const again = await set.runtime.spotify.playlists.get({ playlist_id: id });
    expect(again).toEqual(first);
    expect(set.entries().map(({ status }) => status)).toEqual([200, 304]);
    await set.runtime.spotify.playlists.get({ playlist_id: id });
    expect(set.entries()).toEqual([]);
  });

  test('brings the playlist that has changed', async () => {
    const set = await stage();
    const playlist = kitchen(set);
    await set.runtime.spotify.playlists.get({ playlist_id: playlist.id });
    await set.runtime.spotify.playlists.update({ playlist_id: playlist.id, name: 'Sunny Kitchen' });
    await set.pass(10 * 60_000);
    expect((await set.runtime.spotify.playlists.get({ playlist_id: playlist.id })).name).toBe('Sunny Kitchen');
  });

  test('limits how long an answer is fresh, and old ones are given only as long as it says', async () => {
    const set = await stageWith({ 'cache-control': 'public, max-age=5, stale-while-revalidate=0' });
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    await set.pass(4_000);
    await set.runtime.spotify.albums.get({ id });
    expect(set.entries()).toHaveLength(1);
    await set.pass(2_000);
    await set.runtime.spotify.albums.get({ id });
    expect(set.entries()).toHaveLength(1);
  });

  test('keeps out of the cache what must not be stored', async () => {
    const set = await stageWith({ 'cache-control': 'no-store' });
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    await set.runtime.spotify.albums.get({ id });
    expect(set.entries()).toHaveLength(2);
    expect(set.runtime.cacheStatistics().entries).toBe(0);
  });

  test('is not needed: our own table decides where it says nothing, or max-age=0 as nearly everywhere', async () => {
    const set = await stageWith({ 'cache-control': 'private, max-age=0' });
    const { id } = album(set);
    await set.runtime.spotify.albums.get({ id });
    await set.pass(5 * 3_600_000);
    await set.runtime.spotify.albums.get({ id });
    expect(set.entries()).toHaveLength(1);
  });
});

test('an answer in one language is not given to who asks for another', async () => {
  const set = await stage();
  const { id } = album(set);
  for (const locale of ['es-MX', 'de-DE', undefined, 'es-MX']) await set.runtime.spotify.albums.get({ id }, { locale });
  expect(set.entries()).toHaveLength(3);
});
