import type { AnswerByType } from '../answer-by-type.js';
import { defineEndpoint, type NoParams } from '../endpoint.js';
import { listed } from '../listed.js';
import type { Artist } from '../models/artist.js';
import type { CursorPaging, Paging } from '../models/paging.js';
import type { Track } from '../models/track.js';
import type { PrivateUser } from '../models/user.js';
import { type IdsParams, type PageParams, pageTypes } from './parameters.js';

interface TopParams extends PageParams {
  readonly type: 'artists' | 'tracks';
  /** About four weeks, six months (the default) or a year. */
  readonly time_range?: 'short_term' | 'medium_term' | 'long_term' | undefined;
}

/** Artists or tracks, as `type` says. */
interface TopItems extends AnswerByType {
  readonly answer: Paging<
    this['type'] extends 'artists' ? Artist : this['type'] extends 'tracks' ? Track : Artist | Track
  >;
}

interface FollowingParams {
  readonly type: 'artist';
  /** The last artist's id of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

interface FollowParams extends IdsParams {
  /** Whether the ids are of artists or of people. */
  readonly type: 'artist' | 'user';
}

const changesFollowing = {
  path: '/me/following',
  scopes: ['user-follow-modify'],
  access: 'extended',
  audience: 'user',
  body: ['ids'],
  types: { type: 'string', ids: 'array' },
  required: ['type', 'ids'],
  limits: { ids: [1, 50] },
  choices: { type: ['artist', 'user'] },
  reply: 'ignored',
  // What is followed counts its followers.
  touches: ({ type, ids }: FollowParams) => ['my:following', ...listed(ids).map((id) => `${type}:${id}`)],
} as const;

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
  top: defineEndpoint<TopParams, TopItems>()({
    method: 'GET',
    path: '/me/top/{type}',
    scopes: ['user-top-read'],
    access: 'everyone',
    audience: 'user',
    types: { ...pageTypes, time_range: 'string' },
    limits: { limit: [1, 50] },
    choices: { type: ['artists', 'tracks'], time_range: ['short_term', 'medium_term', 'long_term'] },
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
    types: { type: 'string', after: 'string', limit: 'integer' },
    required: ['type'],
    limits: { limit: [1, 50] },
    choices: { type: ['artist'] },
    volatility: 'fast',
    provides: () => ['my:following'],
  }),

  /** Follows at most 50 artists or people. */
  follow: defineEndpoint<FollowParams, void>()({ ...changesFollowing, method: 'PUT' }),

  /** Stops following at most 50 artists or people. */
  unfollow: defineEndpoint<FollowParams, void>()({ ...changesFollowing, method: 'DELETE' }),

  /** Tells of at most 50 artists or people whether the person follows them, in the order of asking. */
  follows: defineEndpoint<FollowParams, readonly boolean[]>()({
    method: 'GET',
    path: '/me/following/contains',
    scopes: ['user-follow-read'],
    access: 'extended',
    audience: 'user',
    types: { type: 'string', ids: 'array' },
    required: ['type', 'ids'],
    limits: { ids: [1, 50] },
    choices: { type: ['artist', 'user'] },
    volatility: 'fast',
    provides: () => ['my:following'],
  }),
};
