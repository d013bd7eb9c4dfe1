import { expect, expectTypeOf, test } from 'vitest';
import type { FieldSelection, SelectedFields } from './fields.js';
import type { Paging } from './models/paging.js';
import type { PlayableItem } from './models/playable-item.js';
import type { Playlist, PlaylistItem } from './models/playlist.js';
import { playlistFields, playlistItemsFields } from './playlist-fields.js';
import { createSpotifyClient } from './spotify-client.js';

test('writes what is wanted as Spotify reads it', () => {
  expect(playlistFields({ name: true, owner: { id: true, display_name: true } })).toBe('name,owner(id,display_name)');
  // @ts-expect-error only where optional and undefined are told apart
  expect(playlistFields({ name: true, description: undefined })).toBe('name');
});

test('asks for the contents in both shapes', () => {
  expect(playlistFields({ items: { total: true } })).toBe('items(total),tracks(total)');
  expect(playlistFields({ items: true })).toBe('items,tracks');
  expect(playlistItemsFields({ items: { added_at: true, item: { name: true } }, next: true })).toBe(
    'items(added_at,item(name),track(name)),next',
  );
});

test('knows the fields of the model, and no others', () => {
  expectTypeOf<{ readonly name: true }>().toExtend<FieldSelection<Playlist>>();
  expectTypeOf<{ readonly nam: true }>().not.toExtend<FieldSelection<Playlist>>();
  // @ts-expect-error a name that no playlist has
  expect(playlistFields({ nam: true })).toBe('nam');
});

test('leaves of a type what is selected: what is optional or null in the model stays so', () => {
  type Selected = SelectedFields<
    Playlist,
    { readonly name: true; readonly followers: true; readonly items: { readonly items: { readonly item: true } } }
  >;
  expectTypeOf<Selected>().toEqualTypeOf<{
    readonly name: string;
    readonly followers?: { readonly href: string | null; readonly total: number };
    readonly items?: { readonly items: readonly { readonly item: PlayableItem | null }[] };
  }>();
});

test('gives a call the type of what was selected, and only the call that it was written for', () => {
  const { playlists } = createSpotifyClient({ token: 'token' });
  const ofPlaylist = playlistFields({ name: true });
  const ofItems = playlistItemsFields({ items: { item: { name: true } }, total: true });
  // Never called: only the types are looked at.
  const calls = {
    playlist: () => playlists.get({ playlist_id: 'p', fields: ofPlaylist }),
    items: () => playlists.items({ playlist_id: 'p', fields: ofItems, limit: 5 }),
    whole: () => playlists.items({ playlist_id: 'p' }),
    plain: () => playlists.get({ playlist_id: 'p', fields: 'name' }),
    // @ts-expect-error the fields of another model
    other: () => playlists.get({ playlist_id: 'p', fields: ofItems }),
    // @ts-expect-error no such parameter
    unknown: () => playlists.get({ playlist_id: 'p', fields: ofPlaylist, limit: 5 }),
  };
  expectTypeOf<Awaited<ReturnType<typeof calls.playlist>>>().toEqualTypeOf<{ readonly name: string }>();
  expectTypeOf<Awaited<ReturnType<typeof calls.items>>>().toEqualTypeOf<{
    readonly items: readonly { readonly item: { readonly name: string } | null }[];
    readonly total: number | null;
  }>();
  expectTypeOf<Awaited<ReturnType<typeof calls.whole>>>().toEqualTypeOf<Paging<PlaylistItem>>();
  expectTypeOf<Awaited<ReturnType<typeof calls.plain>>>().toEqualTypeOf<Partial<Playlist>>();
});
