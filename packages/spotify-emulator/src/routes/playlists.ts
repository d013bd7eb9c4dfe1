import { bodyFields, field, idParameter } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { badRequest, forbidden, notFound } from '../http/problem.js';
import { empty, json, type Reply } from '../http/reply.js';
import { anyone, type Call, person, type Route, type UserCall } from '../http/route.js';
import { fullPlaylist, playlistImages, simplifiedPlaylist } from '../render/playlist.js';
import { Playlist } from '../world/playlist.js';
import { tagged } from './tagged.js';

/** Both scopes for changing playlists; which one is needed depends on whether the playlist is public. */
export const modifyScopes: readonly string[] = ['playlist-modify-public', 'playlist-modify-private'];
const maximumCoverBytes = 256 * 1024;
const maximumNameLength = 1000;

/** Playlists and what is said about them; their items have a page of their own. */
export const playlistRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/playlists/{playlist_id}', operation: 'get-playlist' }, (call) =>
    tagged(call, fullPlaylist(call.view, call.world, readablePlaylist(call))),
  ),
  person(
    { method: 'PUT', path: '/playlists/{playlist_id}', operation: 'change-playlist-details', scopes: modifyScopes },
    (call) => {
      const playlist = ownPlaylist(call);
      const details = readDetails(call);
      const collaborative = details.collaborative ?? playlist.collaborative;
      const isPublic = details.public ?? playlist.public;
      if (collaborative && isPublic) throw badRequest('Collaborative playlists can only be private.');
      Object.assign(playlist, details);
      playlist.changed(call.clock.now());
      return empty(200);
    },
  ),
  person(
    {
      method: 'GET',
      path: '/me/playlists',
      operation: 'get-a-list-of-current-users-playlists',
      scopes: ['playlist-read-private'],
    },
    (call) => {
      const seesCollaborative = call.scopes.has('playlist-read-collaborative');
      const playlists = call.user.playlists.filter((playlist) => seesCollaborative || !playlist.collaborative);
      return json(page(call, playlists, (playlist) => simplifiedPlaylist(call.view, call.world, playlist)));
    },
  ),
  person({ method: 'POST', path: '/me/playlists', operation: 'create-playlist', scopes: modifyScopes }, createPlaylist),
  anyone({ method: 'GET', path: '/playlists/{playlist_id}/images', operation: 'get-playlist-cover' }, (call) =>
    json(playlistImages(call.view, readablePlaylist(call))),
  ),
  person(
    {
      method: 'PUT',
      path: '/playlists/{playlist_id}/images',
      operation: 'upload-custom-playlist-cover',
      scopes: ['ugc-image-upload'],
    },
    (call) => {
      const playlist = ownPlaylist(call);
      const bytes = Buffer.from(call.request.body, 'base64');
      if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw badRequest('Invalid image: a base64 encoded JPEG is expected');
      if (call.request.body.length > maximumCoverBytes) throw badRequest('Image is too large: at most 256 KB');
      playlist.cover = bytes;
      playlist.changed(call.clock.now());
      return empty(202);
    },
  ),
];

/** Makes a playlist of the body's details, at the top of the user's list. */
export function createPlaylist(call: UserCall): Reply {
  const details = readDetails(call);
  if (details.name === undefined) throw badRequest('Missing required field: name');
  const isPublic = details.public ?? true;
  if (details.collaborative && isPublic) throw badRequest('Collaborative playlists can only be private.');
  requireScopeFor(call, isPublic);
  const playlist = new Playlist({
    ...details,
    id: call.world.newId(),
    name: details.name,
    owner: call.user.id,
    public: isPublic,
  });
  call.world.playlists.set(playlist.id, playlist);
  call.user.playlists.unshift(playlist);
  return json(fullPlaylist(call.view, call.world, playlist), 201);
}

/** The playlist of the path, if this app and this token may know of it. */
export function readablePlaylist(call: Call): Playlist {
  const playlist = call.world.playlists.get(idParameter(call, 'playlist_id'));
  if (!playlist || (playlist.editorial && !call.rules.hasEditorial)) throw notFound();
  if (!playlist.public && playlist.owner === call.user?.id && !call.scopes.has('playlist-read-private')) {
    throw forbidden('Insufficient client scope');
  }
  return playlist;
}

/** The playlist of the path, if its details are the user's to change. */
function ownPlaylist(call: UserCall): Playlist {
  const playlist = readablePlaylist(call);
  if (playlist.owner !== call.user.id) throw forbidden();
  requireScopeFor(call, playlist.public);
  return playlist;
}

/** Public and private playlists each have a scope of their own. */
export function requireScopeFor(call: Call, isPublic: boolean): void {
  const scope = isPublic ? 'playlist-modify-public' : 'playlist-modify-private';
  if (!call.scopes.has(scope)) throw forbidden('Insufficient client scope');
}

interface Details {
  name?: string;
  description?: string;
  public?: boolean;
  collaborative?: boolean;
}

function readDetails(call: Call): Details {
  const fields = bodyFields(call);
  const name = field(fields, 'name', 'string');
  const description = field(fields, 'description', 'string');
  const asked = field(fields, 'public', 'boolean');
  const isPublic = asked === false && call.quirks.ignoresPrivate ? true : asked;
  const collaborative = field(fields, 'collaborative', 'boolean');
  if (name !== undefined && (name.trim() === '' || name.length > maximumNameLength)) throw badRequest('Invalid name');
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(isPublic === undefined ? {} : { public: isPublic }),
    ...(collaborative === undefined ? {} : { collaborative }),
  };
}
