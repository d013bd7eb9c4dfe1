import { expect, expectTypeOf, test } from 'vitest';
import type { Paging } from './models/paging.js';
import type { Playlist, PlaylistItem } from './models/playlist.js';
import { type FieldSelection, selectFields } from './select-fields.js';

test('writes what is wanted as Spotify reads it', () => {
  expect(selectFields<Playlist>({ name: true, owner: { id: true, display_name: true } })).toBe(
    'name,owner(id,display_name)',
  );
});

test('asks for the contents in both shapes', () => {
  expect(selectFields<Playlist>({ items: { total: true } })).toBe('items(total),tracks(total)');
  expect(selectFields<Paging<PlaylistItem>>({ items: { added_at: true, item: { name: true } }, next: true })).toBe(
    'items(added_at,item(name),track(name)),next',
  );
});

test('knows the fields of the model, and no others', () => {
  expectTypeOf<{ readonly name: true }>().toExtend<FieldSelection<Playlist>>();
  expectTypeOf<{ readonly nam: true }>().not.toExtend<FieldSelection<Playlist>>();
  // @ts-expect-error a name that no playlist has
  expect(selectFields<Playlist>({ nam: true })).toBe('nam');
});
