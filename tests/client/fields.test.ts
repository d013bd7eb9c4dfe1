import {
  createSpotifyClient,
  iterate,
  playlistFields,
  playlistItemsFields,
  type SpotifyClient,
} from '@tonearm/spotify-client';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { describe, expect, expectTypeOf, test } from 'vitest';

const PROFILES = ['development', 'development-legacy', 'extended'] satisfies readonly EmulatorOptions['profile'][];

function stage(profile: (typeof PROFILES)[number]): { spotify: SpotifyClient; playlist_id: string } {
  const emulator = createSpotifyEmulator({ seed: 1, profile });
  const spotify = createSpotifyClient({ token: emulator.grant().access_token, fetch: emulator.fetch });
  const own = emulator.world.user('listener').playlists.find(({ owner }) => owner === 'listener');
  return { spotify, playlist_id: own?.id ?? expect.unreachable('the listener has no playlist') };
}

describe.each(PROFILES)('in %s', (profile) => {
  test('a playlist has the selected fields and no others', async () => {
    const { spotify, playlist_id } = stage(profile);
    const whole = await spotify.playlists.get({ playlist_id });
    const fields = playlistFields({
      name: true,
      owner: { id: true },
      items: { total: true, items: { item: { uri: true } } },
    });
    const some = await spotify.playlists.get({ playlist_id, fields });
    expectTypeOf(some.owner).toEqualTypeOf<{ readonly id: string }>();
    expect(some).toEqual({
      name: whole.name,
      owner: { id: whole.owner.id },
      items: {
        total: whole.items?.total,
        items: whole.items?.items.map(({ item }) => ({ item: item && { uri: item.uri } })),
      },
    });
    expect(some.items?.items.length).toBeGreaterThan(0);
  });

  test('its contents have the selected fields and no others, page after page', async () => {
    const { spotify, playlist_id } = stage(profile);
    const whole = await iterate(spotify.playlists.items, { playlist_id }).all();
    const fields = playlistItemsFields({ items: { added_at: true, item: { name: true } }, next: true });
    const some = await iterate(spotify.playlists.items, { playlist_id, fields, limit: 2 }).all();
    expect(some).toEqual(whole.map(({ added_at, item }) => ({ added_at, item: item && { name: item.name } })));
    expectTypeOf(some[0]?.item?.name).toEqualTypeOf<string | undefined>();
    // @ts-expect-error it was not selected
    expect(some[0]?.is_local).toBeUndefined();
  });
});
