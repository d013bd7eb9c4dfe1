import { bodyFields, field, integerQuery, listQuery, textList } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { badRequest, forbidden } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, person, type Route, type UserCall } from '../http/route.js';
import type { Access } from '../profile.js';
import { playlistItem, showsItems } from '../render/playlist.js';
import { findPlayable } from '../world/catalogue.js';
import { parseLocalFile } from '../world/local-file.js';
import type { Playlist, PlaylistItem } from '../world/playlist.js';
import { modifyScopes, readablePlaylist, requireScopeFor } from './playlists.js';
import { tagged } from './tagged.js';

const maximumUris = 100;

/** One family of routes: what it is called, where it lives, and what its body calls the things to remove. */
interface Family {
  readonly path: string;
  readonly access: Access;
  readonly maximum: number;
  readonly removes: 'items' | 'tracks';
  readonly operations: { readonly [Verb in 'get' | 'add' | 'put' | 'remove']: string };
}

/** What is in a playlist: by the routes of 2026, and by those that they took the place of. */
export const playlistItemRoutes: readonly Route[] = [
  ...family({
    path: '/playlists/{playlist_id}/items',
    access: 'everyone',
    maximum: 50,
    removes: 'items',
    operations: {
      get: 'get-playlists-items',
      add: 'add-items-to-playlist',
      put: 'reorder-or-replace-playlists-items',
      remove: 'remove-items-playlist',
    },
  }),
  ...family({
    path: '/playlists/{playlist_id}/tracks',
    access: 'extended',
    maximum: 100,
    removes: 'tracks',
    operations: {
      get: 'get-playlists-tracks',
      add: 'add-tracks-to-playlist',
      put: 'reorder-or-replace-playlists-tracks',
      remove: 'remove-tracks-playlist',
    },
  }),
];

function family({ path, access, maximum, removes, operations }: Family): readonly Route[] {
  const change = { path, access, scopes: modifyScopes };
  return [
    anyone({ method: 'GET', path, access, operation: operations.get }, (call) => {
      const playlist = readablePlaylist(call);
      if (!showsItems(call.view, playlist)) throw forbidden();
      const render = (item: PlaylistItem): object => playlistItem(call.view, call.world, item);
      return tagged(call, page(call, playlist.items, render, { maximum, default: 20 }));
    }),
    person({ method: 'POST', operation: operations.add, ...change }, (call) => {
      const playlist = changeablePlaylist(call);
      const fields = bodyFields(call);
      const added = createItems(call, listQuery(call.query, 'uris') ?? textList(fields, 'uris'));
      const last = playlist.items.length;
      const position = call.query.has('position')
        ? integerQuery(call.query, 'position', { minimum: 0, maximum: last })
        : within(field(fields, 'position', 'number') ?? last, last, 'position');
      playlist.items.splice(position, 0, ...added);
      return json({ snapshot_id: playlist.changed(call.clock.now()) }, 201);
    }),
    person({ method: 'PUT', operation: operations.put, ...change }, (call) => {
      const playlist = changeablePlaylist(call);
      const fields = bodyFields(call);
      checkSnapshot(playlist, fields);
      const uris = listQuery(call.query, 'uris') ?? textList(fields, 'uris');
      if (uris || call.query.has('uris')) playlist.items = createItems(call, uris ?? [], 0);
      else reorder(playlist, fields);
      return json({ snapshot_id: playlist.changed(call.clock.now()) });
    }),
    person({ method: 'DELETE', operation: operations.remove, ...change }, (call) => {
      const playlist = changeablePlaylist(call);
      const fields = bodyFields(call);
      checkSnapshot(playlist, fields);
      const gone = new Set(removedUris(fields[removes]));
      playlist.items = playlist.items.filter((item) => !gone.has(item.uri));
      return json({ snapshot_id: playlist.changed(call.clock.now()) });
    }),
  ];
}

function changeablePlaylist(call: UserCall): Playlist {
  const playlist = readablePlaylist(call);
  if (!playlist.isOpenTo(call.user.id)) throw forbidden();
  requireScopeFor(call, playlist.public);
  return playlist;
}

function createItems(call: UserCall, uris: readonly string[] | undefined, minimum = 1): PlaylistItem[] {
  if (!uris || uris.length < minimum) throw badRequest('No uris provided');
  if (uris.length > maximumUris) throw badRequest(`You can add a maximum of ${maximumUris} tracks per request.`);
  const added_at = new Date(call.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  return uris.map((uri) => {
    if (!findPlayable(call.world.catalogue, uri)) throw badRequest(`Invalid track uri: ${uri}`);
    return { uri, added_at, added_by: call.user.id };
  });
}

/** An old snapshot is merged; one that never was is refused. */
function checkSnapshot(playlist: Playlist, fields: Readonly<Record<string, unknown>>): void {
  const snapshot = field(fields, 'snapshot_id', 'string');
  if (snapshot !== undefined && !playlist.knows(snapshot)) throw badRequest('Missing or bad version tag');
}

function reorder(playlist: Playlist, fields: Readonly<Record<string, unknown>>): void {
  const total = playlist.items.length;
  const start = field(fields, 'range_start', 'number');
  const before = field(fields, 'insert_before', 'number');
  if (start === undefined || before === undefined) throw badRequest('No uris provided');
  const length = within(
    field(fields, 'range_length', 'number') ?? 1,
    total - within(start, total, 'range_start'),
    'range_length',
  );
  within(before, total, 'insert_before');
  const moved = playlist.items.slice(start, start + length);
  const isAfter = before > start;
  const rest = [...playlist.items.slice(0, start), ...playlist.items.slice(start + length)];
  rest.splice(isAfter ? Math.max(start, before - length) : before, 0, ...moved);
  playlist.items = rest;
}

/** Every occurrence goes: positions are no longer understood. */
function removedUris(items: unknown): readonly string[] {
  if (!Array.isArray(items) || items.length === 0) throw badRequest('No uris provided');
  if (items.length > maximumUris) throw badRequest(`You can remove a maximum of ${maximumUris} tracks per request.`);
  return items.map((item: unknown) => {
    const uri = typeof item === 'object' && item !== null && 'uri' in item ? item.uri : undefined;
    if (typeof uri !== 'string') throw badRequest('No uris provided');
    if (parseLocalFile(uri)) throw badRequest(`Invalid track uri: ${uri}`);
    return uri;
  });
}

function within(value: number, maximum: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > maximum) throw badRequest(`Invalid ${name}`);
  return value;
}
