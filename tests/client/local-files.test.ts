import { createSpotifyClient, type PlayableItem, type SpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { describe, expect, expectTypeOf, test } from 'vitest';

const PROFILES = ['development', 'development-legacy', 'extended'] satisfies readonly EmulatorOptions['profile'][];
const FILE = 'spotify:local:Uncle+Halden:Attic+Tapes:Side+A%2C+mostly+rain:412';

/** A player at a file of the listener's own, in the middle of a playlist. */
async function stage(profile: (typeof PROFILES)[number]): Promise<{ spotify: SpotifyClient; playlist_id: string }> {
  const emulator = createSpotifyEmulator({ seed: 1, profile });
  const spotify = createSpotifyClient({ token: emulator.grant().access_token, fetch: emulator.fetch });
  const { id = '', uri = '' } =
    emulator.world.user('listener').playlists.find(({ name }) => name === 'Old Cassettes') ?? {};
  await spotify.player.play({ context_uri: uri, offset: { uri: FILE } });
  return { spotify, playlist_id: id };
}

/** What a program shows of what plays; it does not compile when it asks a file for what only the catalogue knows. */
function shown(item: PlayableItem | null | undefined): string {
  if (item === null || item === undefined) return 'nothing';
  if (item.type === 'episode') return `${item.name} of ${item.show.name}`;
  const by = item.artists.map(({ name }) => name).join(', ');
  if (item.is_local) {
    expectTypeOf(item.id).toEqualTypeOf<null>();
    return `${item.name} by ${by}, a file`;
  }
  expectTypeOf(item.id).toEqualTypeOf<string>();
  return `${item.name} by ${by} (${item.id})`;
}

describe.each(PROFILES)('in %s a file of the listener', (profile) => {
  test('plays under its own name and has no id, wherever the player is asked', async () => {
    const { spotify } = await stage(profile);
    const said = 'Side A, mostly rain by Uncle Halden, a file';
    const answers = [
      (await spotify.player.state())?.item,
      (await spotify.player.currentlyPlaying())?.item,
      (await spotify.player.queue()).currently_playing,
    ];
    for (const item of answers) {
      expect(shown(item)).toBe(said);
      expect(item).toMatchObject({
        type: 'track',
        is_local: true,
        id: null,
        href: null,
        uri: FILE,
        duration_ms: 412_000,
      });
      expect(item).toMatchObject({ album: { id: null, uri: null, album_type: null, name: 'Attic Tapes' } });
    }
  });

  test('waits in the queue beside what has an id', async () => {
    const { spotify } = await stage(profile);
    const { queue } = await spotify.player.queue();
    const files = queue.filter((item) => item.type === 'track' && item.is_local);
    expect(files.map(({ id, name }) => ({ id, name }))).toEqual([{ id: null, name: 'voice memo 7' }]);
    expect(queue.filter(({ id }) => id !== null).length).toBeGreaterThan(1);
  });

  test('is the same in the playlist that it plays from', async () => {
    const { spotify, playlist_id } = await stage(profile);
    const { items } = await spotify.playlists.items({ playlist_id });
    const place = items.find(({ is_local }) => is_local);
    expect(place?.item).toEqual((await spotify.player.state())?.item);
  });
});
