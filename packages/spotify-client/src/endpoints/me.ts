import { defineEndpoint, type NoParams } from '../endpoint.js';
import type { Artist } from '../models/artist.js';
import type { CursorPaging, Paging } from '../models/paging.js';
import type { Track } from '../models/track.js';
import type { PrivateUser } from '../models/user.js';
import type { PageParams } from './parameters.js';

interface TopParams extends PageParams {
  readonly type: 'artists' | 'tracks';
  /** About four weeks, six months (the default) or a year. */
  readonly time_range?: 'short_term' | 'medium_term' | 'long_term' | undefined;
}

interface FollowingParams {
  readonly type: 'artist';
  /** The last artist's id of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** What can be asked of the person whose token it is. */
export const me = {
  /** Gets the person's profile. */
  profile: defineEndpoint<NoParams, PrivateUser>()({
    method: 'GET',
    path: '/me',
    scopes: ['user-read-private', 'user-read-email'],
    access: 'everyone',
    audience: 'user',
    volatility: 'slow',
    provides: () => ['my:profile'],
  }),

  /** Lists the artists or the tracks that the person listens to most. */
  top: defineEndpoint<TopParams, Paging<Artist | Track>>()({
    method: 'GET',
    path: '/me/top/{type}',
    scopes: ['user-top-read'],
    access: 'everyone',
    audience: 'user',
    limits: { limit: [1, 50] },
    volatility: 'slow',
    provides: () => ['my:top'],
  }),

  /** Lists the artists that the person follows. */
  following: defineEndpoint<FollowingParams, { readonly artists: CursorPaging<Artist> }>()({
    method: 'GET',
    path: '/me/following',
    scopes: ['user-follow-read'],
    access: 'everyone',
    audience: 'user',
    limits: { limit: [1, 50] },
    volatility: 'fast',
    provides: () => ['my:following'],
  }),
};
