import { integerQuery, parameter } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { badRequest, notFound } from '../http/problem.js';
import { json } from '../http/reply.js';
import { person, type Route } from '../http/route.js';
import { fullArtist, fullTrack } from '../render/music.js';
import { privateUser } from '../render/user.js';
import { isThere } from '../world/models.js';
import { followersOf } from './users.js';

const timeRanges = ['long_term', 'medium_term', 'short_term'];

/** The user who asks. */
export const meRoutes: readonly Route[] = [
  person({ method: 'GET', path: '/me', operation: 'get-current-users-profile' }, (call) =>
    json(privateUser(call.view, call.user, followersOf(call, call.user))),
  ),
  person(
    { method: 'GET', path: '/me/top/{type}', operation: 'get-users-top-artists-and-tracks', scopes: ['user-top-read'] },
    (call) => {
      const { artists, tracks } = call.world.catalogue;
      const range = timeRanges.indexOf(call.query.get('time_range') ?? 'medium_term');
      if (range < 0) throw badRequest('Invalid time_range');
      const type = parameter(call, 'type');
      if (type === 'artists') {
        const top = rotate(call.user.top.artists, range)
          .map((uri) => artists.get(idOf(uri)))
          .filter(isThere);
        return json(page(call, top, (artist) => fullArtist(call.view, artist)));
      }
      if (type !== 'tracks') throw notFound();
      const top = rotate(call.user.top.tracks, range)
        .map((uri) => tracks.get(idOf(uri)))
        .filter(isThere);
      return json(page(call, top, (track) => fullTrack(call.view, track)));
    },
  ),
  person({ method: 'GET', path: '/me/following', operation: 'get-followed', scopes: ['user-follow-read'] }, (call) => {
    if (call.query.get('type') !== 'artist') throw badRequest('Invalid type');
    const limit = integerQuery(call.query, 'limit', { minimum: 1, maximum: 50, default: 20 });
    const followed = call.user.library
      .newest('artist')
      .map((uri) => call.world.catalogue.artists.get(idOf(uri)))
      .filter(isThere);
    const after = call.query.get('after');
    const start = after === null ? 0 : followed.findIndex((artist) => artist.id === after) + 1;
    const items = followed.slice(start, start + limit);
    const last = start + limit < followed.length ? items.at(-1) : undefined;
    const url = `${call.view.origin}/v1/me/following?type=artist&limit=${limit}`;
    return json({
      artists: {
        href: after === null ? url : `${url}&after=${encodeURIComponent(after)}`,
        limit,
        next: last ? `${url}&after=${last.id}` : null,
        cursors: { after: last?.id ?? null },
        total: followed.length,
        items: items.map((artist) => fullArtist(call.view, artist)),
      },
    });
  }),
];

/** The three ranges of time tell the same favourites from different beginnings. */
function rotate<T>(values: readonly T[], range: number): readonly T[] {
  const start = range * 7;
  return [...values.slice(start), ...values.slice(0, start)];
}

function idOf(uri: string): string {
  return uri.split(':')[2] ?? '';
}
