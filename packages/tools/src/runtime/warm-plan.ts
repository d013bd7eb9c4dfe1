import type { Cache, WarmItem } from '@tonearm/cache';
import { listEndpoints, type SpotifyCall } from '@tonearm/spotify-client';
import { outcomeOf } from './outcomes.js';
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

/** What warming did, by rows of the endpoint table. */
export interface RuntimeWarmReport {
  /** Loaded, and there now. */
  readonly stored: readonly string[];
  readonly present: readonly string[];
  readonly failed: readonly { readonly row: string; readonly outcome: string }[];
  /** Loaded but not kept: something was written meanwhile, or Spotify said that it must not be. */
  readonly notStored: readonly string[];
  /** Not begun, or not brought to an end: whoever warmed has left, or the runtime was closed. */
  readonly skipped: readonly string[];
}

/** What warming works with. */
export interface WarmParts {
  readonly cache: Cache;
  readonly spotifyCache: SpotifyCache;
  readonly signal: AbortSignal;
}
/** What can become of a row that was begun. */
export const warmOutcomes: readonly (keyof RuntimeWarmReport)[] = ['stored', 'present', 'failed'];

/** Loads in the background, one call after the other, each behind whatever a person waits for. Never rejects. */
export async function warmAccount(
  { cache, spotifyCache, signal }: WarmParts,
  names: readonly WarmName[],
): Promise<RuntimeWarmReport> {
  const items = await Promise.all(plan(names).map((call, index) => itemOf(spotifyCache, call, index))).catch(
    (error: unknown) => ({ outcome: outcomeOf(error) }),
  );
  const rows = plan(names).map(({ endpoint }) => endpoint.name);
  // Whose they would be can't even be found out.
  if ('outcome' in items) {
    const failed = rows.map((row) => ({ row, outcome: items.outcome }));
    return { stored: [], present: [], failed, notStored: [], skipped: [] };
  }
  const report = await cache.warm({ items, concurrency: 1, signal }).report;
  return {
    stored: report.stored.map(({ name }) => name),
    present: report.present.map(({ name }) => name),
    failed: report.failed.map(({ name, error }) => ({ row: name, outcome: outcomeOf(error) })),
    notStored: report.notStored.map(({ name }) => name),
    skipped: report.skipped.map(({ name }) => name),
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

async function itemOf(spotifyCache: SpotifyCache, call: SpotifyCall, index: number): Promise<WarmItem> {
  const question = await spotifyCache.questionOf(call);
  if (question === undefined) throw new TypeError(`${call.endpoint.name} is never kept`);
  return { ...question, priority: -index };
}
