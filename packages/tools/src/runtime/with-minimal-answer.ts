import { executeMarked, type Fallback, fallback } from '@tonearm/resilience';
import type { Middleware, SpotifyCall } from '@tonearm/spotify-client';
import { isOutage, outcomeOf } from './outcomes.js';
import type { SeenItem, SeenItems } from './seen-items.js';
import { noteStale } from './stale-notes.js';

/** Reads of one item, and what the item is called in its URI. */
const kinds: Readonly<Record<string, string>> = {
  'albums.get': 'album',
  'artists.get': 'artist',
  'audiobooks.get': 'show',
  'chapters.get': 'episode',
  'episodes.get': 'episode',
  'playlists.get': 'playlist',
  'shows.get': 'show',
  'tracks.get': 'track',
};

/** Spotify was not asked, or would not say. */
const silences: ReadonlySet<string> = new Set(['circuit_open', 'cooldown', 'quota_exceeded', 'deadline', 'throttled']);

/**
 * The last step when neither Spotify nor the cache can answer: the little that a list has once said of an item, such as
 * its name, its artists and its cover. What was never seen stays an error: an answer without a single fact would be worse.
 * It gives a {@link SeenItem}, which says since when that is known.
 */
export function minimalAnswers(seen: Pick<SeenItems, 'recall'>): Fallback<unknown> {
  return fallback<unknown>({
    steps: [
      {
        name: 'minimal',
        when: (error) => isOutage(error) || silences.has(outcomeOf(error)),
        answer(error, { key: uri = '' }) {
          const known = seen.recall(uri);
          if (known === undefined) throw error;
          return known;
        },
      },
    ],
  });
}

/** Answers with what was seen of an item, marked, when there is nothing better. Of what Spotify says is gone nothing is told later either. */
export function withMinimalAnswer(policy: Fallback<unknown>, seen: Pick<SeenItems, 'now' | 'changed'>): Middleware {
  return (next) => async (call) => {
    const { endpoint, options } = call;
    if (endpoint.method !== 'GET') return next(call);
    const uri = uriOf(call);
    if (uri === undefined) return next(call);
    const ask = (): Promise<unknown> =>
      next(call).catch((error: unknown) => {
        if (outcomeOf(error) === 'not_found') seen.changed(uri);
        throw error;
      });
    // What is older than the call will not do for whoever asks for what is fresh.
    if (options.fresh === true) return ask();
    const { value, degradation } = await executeMarked(policy, ask, { key: uri, signal: options.signal });
    if (degradation === undefined) return value;
    const { item, seenAt } = value as SeenItem;
    noteStale({ endpoint: endpoint.name, ageMs: seen.now() - seenAt, reason: 'outage' });
    return item;
  };
}

function uriOf({ endpoint, params }: SpotifyCall): string | undefined {
  const kind = kinds[endpoint.name];
  const id = params.id ?? params.playlist_id;
  return kind === undefined || typeof id !== 'string' ? undefined : `spotify:${kind}:${id}`;
}
