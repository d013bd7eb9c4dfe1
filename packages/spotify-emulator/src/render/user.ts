import type { User } from '../world/user.js';
import { removed, type View } from './view.js';

/** A user as the owner of something. */
export function publicUser(view: View, id: string, displayName?: string): object {
  return {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    external_urls: { spotify: `https://open.spotify.com/user/${id}` },
    href: `${view.origin}/v1/users/${id}`,
    id,
    type: 'user',
    uri: `spotify:user:${id}`,
  };
}

/** A user to everybody. */
export function userProfile(view: View, user: User, followers: number): object {
  return {
    ...publicUser(view, user.id, user.display_name),
    images: [],
    ...removed(view, { followers: { href: null, total: followers } }),
  };
}

/** A user to themselves. Without the scope for private details only the public ones are told. */
export function privateUser(view: View, user: User, followers: number): object {
  const { account_id, country, product, email, explicit_content } = user;
  const seesDetails = view.scopes.has('user-read-private');
  return {
    ...publicUser(view, user.id, user.display_name),
    account_id,
    images: [],
    ...removed(view, {
      followers: { href: null, total: followers },
      ...(seesDetails ? { country, product, explicit_content } : {}),
      ...(view.scopes.has('user-read-email') ? { email } : {}),
    }),
  };
}
