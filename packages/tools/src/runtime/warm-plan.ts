import type { Cache, WarmedItem, WarmItem } from '@tonearm/cache';
import { listEndpoints, type SpotifyCall } from '@tonearm/spotify-client';
import { outcomeOf } from './outcomes.js';
import { type RedisProblem, takenByRedis } from './taken-by-redis.js';
import { type WarmName, warmNames } from './warm-names.js';
import type { SpotifyCache } from './with-cache.js';

const calls: Readonly<
  Record<WarmName, readonly (readonly [row: string, params: Readonly<Record<string, unknown>>])[]>
> = {
  profile: [['me.profile', {}]],
  playlists: [['playlists.mine', { limit: 50 }]],
  saved_tracks: [['library.tracks', { limit: 50 }]],
  devices: [['player.devices', {}]],
  top: [
    ['me.top', { type: 'tracks' }],
    ['me.top', { type: 'artists' }],
  ],
};

/** What warming did, by rows of the endpoint table; with parameters, as `tonearm api` takes them, where a row is asked more than once. */
export interface RuntimeWarmReport {
  /** Loaded, and there now. */
  readonly stored: readonly string[];
  readonly present: readonly string[];
  readonly failed: readonly { readonly row: string; readonly outcome: string }[];
  /** Loaded but not kept: something was written meanwhile, or Spotify said that it must not be. */
  readonly notStored: readonly string[];
  /** Which of those loaded Redis has not got: other processes will load them again. None where no Redis is in use. */
  readonly notShared: readonly string[];
  /** Why, if Redis said so. */
  readonly redisProblem?: RedisProblem;
  /** Not begun, or not brought to an end: whoever warmed has left, or the runtime was closed. */
  readonly skipped: readonly string[];
}

/** What warming works with. */
export interface WarmParts {
  readonly cache: Cache;
  readonly spotifyCache: SpotifyCache;
  readonly signal: AbortSignal;
  /** How long an answer waits for Redis. */
  readonly redisWaitMs: number;
}

/** What can become of a row that was begun. */
export const warmOutcomes: readonly ('stored' | 'present' | 'failed')[] = ['stored', 'present', 'failed'];

/** Loads in the background, one call after the other, each behind whatever a person waits for. Never rejects. */
export async function warmAccount(
  { cache, spotifyCache, signal, redisWaitMs }: WarmParts,
  names: readonly WarmName[],
): Promise<RuntimeWarmReport> {
  const items = await Promise.all(plan(names).map((call, index) => itemOf(spotifyCache, call, index))).catch(
    (error: unknown) => ({ outcome: outcomeOf(error) }),
  );
  const rows = plan(names).map(labelOf);
  // Whose they would be can't even be found out.
  if ('outcome' in items) {
    const failed = rows.map((row) => ({ row, outcome: items.outcome }));
    return { stored: [], present: [], failed, notStored: [], notShared: [], skipped: [] };
  }
  const redis = takenByRedis(cache, redisWaitMs);
  const report = await cache.warm({ items, concurrency: 1, signal }).report;
  const isStored = ({ key }: WarmItem): boolean => report.stored.some((item) => item.key === key);
  const missing = await redis.missing(items.filter(isStored), signal);
  redis.end();
  const labels = new Map(items.map(({ key }, index) => [key, rows[index] ?? key]));
  const rowOf = ({ key }: Pick<WarmedItem, 'key'>): string => labels.get(key) ?? key;
  return {
    stored: report.stored.map(rowOf),
    present: report.present.map(rowOf),
    failed: report.failed.map(({ error, ...item }) => ({ row: rowOf(item), outcome: outcomeOf(error) })),
    notStored: report.notStored.map(rowOf),
    notShared: missing.items.map(rowOf),
    ...(missing.problem && missing.items.length > 0 && { redisProblem: missing.problem }),
    skipped: report.skipped.map(rowOf),
  };
}

function plan(names: readonly WarmName[]): readonly SpotifyCall[] {
  const rows = new Map(listEndpoints().map((endpoint) => [endpoint.name, endpoint]));
  return warmNames
    .filter((name) => names.includes(name))
    .flatMap((name) => calls[name])
    .flatMap(([row, params]) => {
      const endpoint = rows.get(row);
      return endpoint === undefined ? [] : [{ endpoint, params, options: { priority: 'background' as const } }];
    });
}

/** Which call it is: the row, and what tells it from others of the same row. */
function labelOf({ endpoint: { name }, params }: SpotifyCall): string {
  const isOneOfMany =
    Object.values(calls)
      .flat()
      .filter(([row]) => row === name).length > 1;
  const words = Object.entries(params).map(([parameter, value]) => `${parameter}=${value}`);
  return [name, ...(isOneOfMany ? words : [])].join(' ');
}

async function itemOf(spotifyCache: SpotifyCache, call: SpotifyCall, index: number): Promise<WarmItem> {
  const question = await spotifyCache.questionOf(call);
  if (question === undefined) throw new TypeError(`${call.endpoint.name} is never kept`);
  return { ...question, priority: -index };
}
