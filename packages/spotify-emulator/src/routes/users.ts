import { parameter } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { forbidden, notFound } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, type Call, person, type Route } from '../http/route.js';
import { simplifiedPlaylist } from '../render/playlist.js';
import { userProfile } from '../render/user.js';
import type { User } from '../world/user.js';
import { createPlaylist, modifyScopes } from './playlists.js';

/** Other people. */
export const userRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/users/{user_id}', operation: 'get-users-profile', access: 'extended' }, (call) =>
    json(userProfile(call.view, personOf(call), followersOf(call, personOf(call)))),
  ),
  person(
    {
      method: 'GET',
      path: '/users/{user_id}/playlists',
      operation: 'get-list-users-playlists',
      scopes: ['playlist-read-private', 'playlist-read-collaborative'],
      access: 'extended',
    },
    (call) => {
      const owner = personOf(call);
      const isOwn = owner.id === call.user.id;
      const visible = owner.playlists.filter(
        (playlist) =>
          playlist.public ||
          (isOwn && call.scopes.has(playlist.collaborative ? 'playlist-read-collaborative' : 'playlist-read-private')),
      );
      return json(page(call, visible, (playlist) => simplifiedPlaylist(call.view, call.world, playlist)));
    },
  ),
  person(
    {
      method: 'POST',
      path: '/users/{user_id}/playlists',
      operation: 'create-playlist-for-user',
      scopes: modifyScopes,
      access: 'extended',
    },
    (call) => {
      if (parameter(call, 'user_id') !== call.user.id) throw forbidden('You cannot create a playlist for another user');
      return createPlaylist(call);
    },
  ),
];

function personOf(call: Call): User {
  const user = call.world.users.get(parameter(call, 'user_id'));
  if (!user) throw notFound('No such user');
  return user;
}

/** How many people follow somebody. */
export function followersOf({ world }: Call, followed: User): number {
  return [...world.users.values()].filter((user) => user.library.has(followed.uri)).length;
}
