import type { Cache } from '@tonearm/cache';
import type { SpotifyClient } from '@tonearm/spotify-client';
import { outcomeOf } from './outcomes.js';

/** What can be loaded before anybody asks for it. */
export type WarmName = 'profile' | 'playlists' | 'saved_tracks' | 'devices' | 'top';

/** Every {@link WarmName}; the profile first, as its country is a part of what the catalogue is kept under. */
export const warmNames: readonly [WarmName, ...WarmName[]] = ['profile', 'playlists', 'saved_tracks', 'devices', 'top'];

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
  readonly stored: readonly string[];
  readonly present: readonly string[];
  readonly failed: readonly { readonly row: string; readonly outcome: string }[];
  /** Not begun: the runtime was closed. */
  readonly skipped: readonly string[];
}

/** Loads in the background, one call after the other, each behind whatever a person waits for. Never rejects. */
export async function warmAccount(
  { spotify, cache, signal }: { readonly spotify: SpotifyClient; readonly cache: Cache; readonly signal: AbortSignal },
  names: readonly WarmName[],
): Promise<RuntimeWarmReport> {
  const report = {
    stored: [] as string[],
    present: [] as string[],
    failed: [] as { row: string; outcome: string }[],
    skipped: [] as string[],
  };
  for (const [row, params] of warmNames.filter((name) => names.includes(name)).flatMap((name) => calls[name])) {
    if (signal.aborted) {
      report.skipped.push(row);
      continue;
    }
    let isStored = false;
    const stop = cache.on((event) => {
      if (event.type === 'store' && event.name === row) isStored = true;
    });
    try {
      await spotify.call(row, params, { priority: 'background', signal });
      report[isStored ? 'stored' : 'present'].push(row);
    } catch (error) {
      report.failed.push({ row, outcome: outcomeOf(error) });
    } finally {
      stop();
    }
  }
  return report;
}
