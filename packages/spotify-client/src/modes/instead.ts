import type { Send, SpotifyCall } from '../call.js';
import type { NamedEndpoint } from '../endpoint.js';
import { NotFoundError } from '../errors.js';
import type { Alternative } from './alternatives.js';
import type { AppModeNotice } from './app-mode.js';
import { olderLibraryCalls, olderPlaylistCall } from './older-routes.js';

type Params = SpotifyCall['params'];

/** What calls in place of others go through. */
export interface Stage {
  readonly next: Send;
  readonly find: (name: string) => NamedEndpoint;
  readonly notify: ((notice: AppModeNotice) => void) | undefined;
}

// A batch in single reads must not look like a flood.
const readsAtATime = 4;

/** Makes the calls that stand in for a closed row, and one answer of theirs. */
export async function callInstead(
  { endpoint, options }: SpotifyCall,
  alternative: Alternative,
  calls: readonly Params[],
  { next, find, notify }: Stage,
): Promise<unknown> {
  const { uses, combine, isBatch = false } = alternative;
  notify?.({ type: 'fallback', endpoint: endpoint.name, uses, calls: calls.length });
  const row = find(uses);
  const answers = await inTurn(calls, isBatch ? readsAtATime : 1, async (params) => {
    try {
      return await next({ endpoint: row, params, options });
    } catch (error) {
      if (isBatch && error instanceof NotFoundError) return null;
      throw error;
    }
  });
  return combine(answers);
}

/** Does by the routes from before 2026 what a row does; undefined when there are none for it. */
export async function callOlder(
  { endpoint, params, options }: SpotifyCall,
  { next, find, notify }: Stage,
): Promise<{ readonly answer: unknown } | undefined> {
  const send = (uses: string, given: Params, calls: number): Promise<unknown> => {
    notify?.({ type: 'fallback', endpoint: endpoint.name, uses, calls });
    return next({ endpoint: find(uses), params: given, options });
  };
  const playlistCall = olderPlaylistCall(endpoint.name, params);
  if (playlistCall !== undefined) return { answer: await send(playlistCall.uses, playlistCall.params, 1) };

  const verb = /^library\.(save|remove|contains)$/.exec(endpoint.name)?.[1] as
    | 'save'
    | 'remove'
    | 'contains'
    | undefined;
  if (verb === undefined) return undefined;
  const uris: readonly string[] = Array.isArray(params.uris) ? params.uris : String(params.uris).split(',');
  const calls = olderLibraryCalls(verb, uris);
  const known: unknown[] = Array.from(uris, () => false);
  for (const call of calls) {
    const answer = await send(call.uses, call.params, 1);
    if (!Array.isArray(answer)) continue;
    for (const [index, place] of call.places.entries()) known[place] = answer[index];
  }
  return { answer: verb === 'contains' ? known : null };
}

/** Does something for each entry, some at a time, and keeps the order; the first failure ends it. */
async function inTurn<Entry, Result>(
  entries: readonly Entry[],
  atATime: number,
  run: (entry: Entry) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let place = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (place < entries.length && !failed) {
      const mine = place++;
      try {
        results[mine] = await run(entries[mine] as Entry);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, entries.length) }, work));
  return results;
}
