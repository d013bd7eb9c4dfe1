import type { PlainFields } from '../fields.js';
import { playlistItemsShape } from '../request/one-shape.js';
import { additionalTypes, marketTypes, type PlaylistParams, pageTypes } from './parameters.js';

// What the rows of playlists share: most of what can be asked has a row of today and one from before 2026.

/** Which fields of a playlist or of its contents are wanted. */
export interface FieldsParams {
  /** Which fields to send, such as `name,items(total)`; `playlistFields` and `playlistItemsFields` write it from the model, and the answer then has the type of what is left. */
  readonly fields?: PlainFields | undefined;
}

/** What is added to a playlist, and where. */
export interface AddItemsParams extends PlaylistParams {
  readonly uris: readonly string[];
  /** Counted from 0; without it, at the end. */
  readonly position?: number | undefined;
}

/** What a playlist is to hold, or what is to be moved in it. */
export interface UpdateItemsParams extends PlaylistParams {
  /** Replaces everything in the playlist; an empty list empties it. */
  readonly uris?: readonly string[] | undefined;
  /** The first item to move, counted from 0; local files and what is gone count too. */
  readonly range_start?: number | undefined;
  /** The item to move them before, counted from 0 before the move. */
  readonly insert_before?: number | undefined;
  /** How many to move; without it, one. */
  readonly range_length?: number | undefined;
  /** The version to change; later changes are merged. */
  readonly snapshot_id?: string | undefined;
}

/** What is removed from a playlist. */
export interface RemoveItemsParams extends PlaylistParams {
  readonly items: readonly { readonly uri: string }[];
  /** The version to change; later changes are merged. */
  readonly snapshot_id?: string | undefined;
}

/** What is removed from a playlist, as it was called before 2026. */
export interface RemoveTracksParams extends PlaylistParams {
  readonly tracks: readonly { readonly uri: string }[];
  /** The version to change; later changes are merged. */
  readonly snapshot_id?: string | undefined;
}

/** What can be added and removed by URI: no files of a person's own. */
export const playable = ['track', 'episode', 'chapter'];

/** The types of what says how a playlist or its contents are read. */
export const readTypes = { fields: 'string', ...marketTypes, ...additionalTypes } as const;

/** What holds for every row that reads a playlist. */
export const readsPlaylist = {
  access: 'everyone',
  // Private playlists, and in Development Mode the contents of all, are for their owner and collaborators only.
  audience: 'user',
  volatility: 'fast',
  provides: ({ playlist_id }: PlaylistParams) => [`playlist:${playlist_id}`],
} as const;

/** What holds for both rows that list the contents. */
export const listsContents = {
  ...readsPlaylist,
  method: 'GET',
  scopes: ['playlist-read-private'],
  types: { ...pageTypes, ...readTypes },
  // Documented as 50; the older path has long served 100.
  limits: { limit: [1, 100] },
  shape: playlistItemsShape,
} as const;

/** What holds for every row that changes a playlist. */
export const changesPlaylist = {
  access: 'everyone',
  audience: 'user',
  touches: ({ playlist_id }: PlaylistParams) => [`playlist:${playlist_id}`, 'my:playlists'],
  nextSteps: [
    [
      /version tag|error while loading resource/i,
      'Read the playlist again, and give the snapshot_id that it has then, or none.',
    ],
  ],
} as const;

/** What holds for both rows that add to the contents. */
export const adds = {
  ...changesPlaylist,
  method: 'POST',
  scopes: ['playlist-modify-public', 'playlist-modify-private'],
  body: ['uris', 'position'],
  types: { uris: 'array', position: 'integer' },
  required: ['uris'],
  limits: { uris: [1, 100] },
  kinds: { uris: playable },
} as const;

/** What holds for both rows that replace or move the contents. */
export const updates = {
  ...changesPlaylist,
  method: 'PUT',
  scopes: ['playlist-modify-public', 'playlist-modify-private'],
  body: ['uris', 'range_start', 'insert_before', 'range_length', 'snapshot_id'],
  types: {
    uris: 'array',
    range_start: 'integer',
    insert_before: 'integer',
    range_length: 'integer',
    snapshot_id: 'string',
  },
  limits: { uris: [0, 100] },
  kinds: { uris: playable },
  // Replacing twice is harmless, but moving a range twice moves other items.
  idempotent: false,
} as const;
