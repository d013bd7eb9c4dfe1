import { bodyFields, bodyIds, checkedIds, field, listQuery } from '../http/inputs.js';
import { badRequest } from '../http/problem.js';
import { empty, json } from '../http/reply.js';
import { anyone, person, type Route, type UserCall } from '../http/route.js';
import { modifyScopes, readablePlaylist, requireScopeFor } from './playlists.js';

const mostIds = 50;
const follow = { scopes: ['user-follow-modify'], access: 'extended' } as const;
const path = '/me/following';
const followersPath = '/playlists/{playlist_id}/followers';

/** Whom and what the user follows. */
export const followingRoutes: readonly Route[] = [
  person({ method: 'PUT', path, operation: 'follow-artists-users', ...follow }, (call) => {
    for (const uri of followedUris(call)) call.user.library.add(uri);
    return empty(204);
  }),
  person({ method: 'DELETE', path, operation: 'unfollow-artists-users', ...follow }, (call) => {
    for (const uri of followedUris(call)) call.user.library.delete(uri);
    return empty(204);
  }),
  person(
    {
      method: 'GET',
      path: `${path}/contains`,
      operation: 'check-current-user-follows',
      scopes: ['user-follow-read'],
      access: 'extended',
    },
    (call) => json(followedUris(call).map((uri) => call.user.library.has(uri))),
  ),
  person(
    { method: 'PUT', path: followersPath, operation: 'follow-playlist', scopes: modifyScopes, access: 'extended' },
    (call) => {
      const isPublic = field(bodyFields(call), 'public', 'boolean') ?? true;
      requireScopeFor(call, isPublic);
      const playlist = readablePlaylist(call);
      if (!call.user.playlists.includes(playlist)) call.user.playlists.unshift(playlist);
      return empty(200);
    },
  ),
  person(
    { method: 'DELETE', path: followersPath, operation: 'unfollow-playlist', scopes: modifyScopes, access: 'extended' },
    (call) => {
      const place = call.user.playlists.indexOf(readablePlaylist(call));
      if (place >= 0) call.user.playlists.splice(place, 1);
      return empty(200);
    },
  ),
  anyone(
    {
      method: 'GET',
      path: `${followersPath}/contains`,
      operation: 'check-if-user-follows-playlist',
      access: 'extended',
    },
    (call) => {
      const playlist = readablePlaylist(call);
      const ids = listQuery(call.query, 'ids') ?? (call.user ? [call.user.id] : undefined);
      if (!ids) throw badRequest('Missing required field: ids');
      if (ids.length > 1) throw badRequest('Too many ids requested: at most 1');
      return json(ids.map((id) => call.world.users.get(id)?.playlists.includes(playlist) ?? false));
    },
  ),
];

/** The URIs of the people or artists that the request names, in the query or else in the body. */
function followedUris(call: UserCall): readonly string[] {
  const type = call.query.get('type');
  if (type !== 'artist' && type !== 'user') throw badRequest('Invalid type');
  const inBody = call.request.method === 'GET' ? undefined : () => bodyIds(call);
  const ids = listQuery(call.query, 'ids') ?? inBody?.();
  if (!ids || ids.length === 0) throw badRequest('Missing required field: ids');
  if (type === 'user' && ids.length > mostIds) throw badRequest(`Too many ids requested: at most ${mostIds}`);
  return (type === 'artist' ? checkedIds(ids, mostIds) : ids).map((id) => `spotify:${type}:${id}`);
}
