import type { Send, SpotifyCall } from '../call.js';
import type { NamedEndpoint } from '../endpoint.js';
import { NotFoundError } from '../errors.js';
import { inParts, type PartedList, PartialFailureError } from '../in-parts.js';
import { listed } from '../listed.js';
import type { Alternative } from './alternatives.js';
import type { Notify } from './app-mode.js';
import { type OlderCall, olderLibraryCalls, olderPlaylistCall } from './older-routes.js';

type Params = SpotifyCall['params'];

/** What calls in place of others go through. */
export interface Stage {
  readonly next: Send;
  readonly find: (name: string) => NamedEndpoint;
  readonly notify: Notify;
}

// A batch in single reads must not look like a flood.
const readsAtATime = 4;

/** Makes the calls that stand in for a closed row, and one answer of theirs. */
export async function callInstead(
  call: SpotifyCall,
  alternative: Alternative,
  calls: readonly Params[],
  { next, find, notify }: Stage,
): Promise<unknown> {
  const { endpoint, params, options } = call;
  const { uses, combine, personOf, isBatch = false } = alternative;
  // To know whose token it is took one, too.
  const all = calls.length + (personOf === undefined ? 0 : 1);
  notify({ type: 'fallback', endpoint: endpoint.name, uses, calls: all });
  const row = find(uses);
  const send = (given: Params = {}): Promise<unknown> => next({ endpoint: row, params: given, options });
  if (isBatch) return combine(await inTurn(calls, readsAtATime, (given) => orNull(send(given))));
  // Only the library takes fewer at a time than what it stands in for.
  let place = 0;
  const parts = calls.map(({ uris }) => listed(uris).map(() => place++));
  return inOrder(call, { entries: listed(params.ids), parts, run: (_places, index) => send(calls[index]), combine });
}

/** Does by the routes from before 2026 what a row does; undefined when there are none for it. */
export async function callOlder(
  call: SpotifyCall,
  { next, find, notify }: Stage,
): Promise<{ readonly answer: unknown } | undefined> {
  const { endpoint, params, options } = call;
  const send = ({ uses, params: given }: Pick<OlderCall, 'uses' | 'params'>): Promise<unknown> => {
    notify({ type: 'fallback', endpoint: endpoint.name, uses, calls: 1 });
    return next({ endpoint: find(uses), params: given, options });
  };
  const playlistCall = olderPlaylistCall(endpoint.name, params);
  if (playlistCall !== undefined) return { answer: await send(playlistCall) };

  const verb = /^library\.(save|remove|contains)$/.exec(endpoint.name)?.[1] as
    | 'save'
    | 'remove'
    | 'contains'
    | undefined;
  if (verb === undefined) return undefined;
  const uris = listed(params.uris).map(String);
  const calls = olderLibraryCalls(verb, uris);
  const answer = await inOrder(call, {
    entries: uris,
    parts: calls.map(({ places }) => places),
    run: (_places, index) => send(calls[index] as OlderCall),
    combine: (answers) => (verb === 'contains' ? inPlaces(uris, calls, answers) : null),
  });
  return { answer };
}

/** The flags of all calls, each at the place of the URI that it is about. */
function inPlaces(uris: readonly string[], calls: readonly OlderCall[], answers: readonly unknown[]): unknown {
  const flags: unknown[] = uris.map(() => false);
  for (const [index, answer] of answers.entries()) {
    for (const [nth, place] of (calls[index]?.places ?? []).entries()) flags[place] = listed(answer)[nth];
  }
  return flags;
}

/** Makes several calls one after the other. A change can be half done, and the error then says what landed; a question cannot. */
async function inOrder({ endpoint }: SpotifyCall, list: Omit<PartedList, 'endpoint'>): Promise<unknown> {
  try {
    return await inParts({ endpoint: endpoint.name, ...list });
  } catch (error) {
    if (endpoint.method === 'GET' && error instanceof PartialFailureError) throw error.cause;
    throw error;
  }
}

/** What is unknown among many is null. */
async function orNull(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
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
