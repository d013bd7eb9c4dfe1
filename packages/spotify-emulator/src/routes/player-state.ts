import { integerQuery } from '../http/inputs.js';
import { badRequest } from '../http/problem.js';
import { empty, json } from '../http/reply.js';
import { person, type Route } from '../http/route.js';
import type { Played } from '../player/history.js';
import { fullTrack } from '../render/music.js';
import { contextObject, currentlyPlaying, playbackState, queueState } from '../render/player.js';

/** What a player does, did and will do. */
export const playerStateRoutes: readonly Route[] = [
  person(
    {
      method: 'GET',
      path: '/me/player',
      operation: 'get-information-about-the-users-current-playback',
      scopes: ['user-read-playback-state'],
    },
    (call) => {
      const { device } = call.user.player;
      return device ? json(playbackState(call, device)) : empty(204);
    },
  ),
  person(
    {
      method: 'GET',
      path: '/me/player/currently-playing',
      operation: 'get-the-users-currently-playing-track',
      scopes: ['user-read-currently-playing', 'user-read-playback-state'],
    },
    (call) => (call.user.player.device ? json(currentlyPlaying(call)) : empty(204)),
  ),
  person(
    {
      method: 'GET',
      path: '/me/player/devices',
      operation: 'get-a-users-available-devices',
      scopes: ['user-read-playback-state'],
    },
    (call) => {
      const { player, devices } = call.user;
      // Whoever looks lets a device fall asleep that has been idle for too long.
      const active = player.device;
      return json({ devices: devices.map((device) => ({ ...device, is_active: device === active })) });
    },
  ),
  person(
    {
      method: 'GET',
      path: '/me/player/queue',
      operation: 'get-queue',
      scopes: ['user-read-currently-playing', 'user-read-playback-state'],
    },
    (call) => json(queueState(call)),
  ),
  person(
    {
      method: 'GET',
      path: '/me/player/recently-played',
      operation: 'get-recently-played',
      scopes: ['user-read-recently-played'],
    },
    (call) => {
      const limit = integerQuery(call.query, 'limit', { minimum: 1, maximum: 50, default: 20 });
      const [after, before] = [moment(call.query, 'after'), moment(call.query, 'before')];
      if (after !== undefined && before !== undefined) throw badRequest('Only one of after and before may be given');
      const all = call.user.player.recent();
      const inRange = all.filter(
        ({ playedAt }) => (after === undefined || playedAt > after) && (before === undefined || playedAt < before),
      );
      const entries = after === undefined ? inRange.slice(0, limit) : inRange.slice(-limit);
      const [newest, oldest] = [entries[0], entries.at(-1)];
      const url = `${call.view.origin}/v1/me/player/recently-played`;
      return json({
        href: `${url}?limit=${limit}`,
        limit,
        next: nextLink(url, after === undefined ? { before: oldest } : { after: newest }, limit, all),
        cursors: newest && oldest ? { after: String(newest.playedAt), before: String(oldest.playedAt) } : null,
        items: entries.flatMap(({ uri, context, playedAt }) => {
          const track = call.world.catalogue.tracks.get(uri.split(':')[2] ?? '');
          if (!track) return [];
          return [
            {
              track: fullTrack(call.view, track),
              played_at: new Date(playedAt).toISOString(),
              context: contextObject(call.view, context),
            },
          ];
        }),
      });
    },
  ),
];

/** A link to what was played before or, for whoever reads forwards, afterwards; while there is any. */
function nextLink(
  url: string,
  { before, after }: { readonly before?: Played | undefined; readonly after?: Played | undefined },
  limit: number,
  all: readonly Played[],
): string | null {
  if (after !== undefined) return after === all[0] ? null : `${url}?after=${after.playedAt}&limit=${limit}`;
  if (before === undefined || before === all.at(-1)) return null;
  return `${url}?before=${before.playedAt}&limit=${limit}`;
}

function moment(query: URLSearchParams, name: string): number | undefined {
  return query.has(name) ? integerQuery(query, name, { minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) : undefined;
}
