import type { Clock } from '@tonearm/resilience';
import type { Backend } from './backend.js';

/** An answer is good for so long, however often somebody asks. */
const rememberedForMs = 30_000;

/**
 * Asks whether the server of a backend answers at all: without a token and at its root, so that no quota is spent.
 * Rejects with what to look at when it does not.
 */
export function reachability(
  { apiUrl = 'https://api.spotify.com/v1', fetch: own }: Pick<Backend, 'apiUrl' | 'fetch'>,
  fetch: typeof globalThis.fetch | undefined,
  clock: Clock,
): (signal: AbortSignal) => Promise<void> {
  const { origin } = new URL(apiUrl);
  const send = own ?? fetch ?? globalThis.fetch;
  let last: { readonly at: number; readonly problem: string | undefined } | undefined;
  return async (signal) => {
    if (last === undefined || clock.now() - last.at >= rememberedForMs) {
      const problem = await problemOf(send, origin, signal);
      last = { at: clock.now(), problem };
    }
    if (last.problem !== undefined) throw new Error(last.problem);
  };
}

async function problemOf(send: typeof fetch, origin: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await send(`${origin}/`, { method: 'HEAD', signal, redirect: 'manual' });
    await answer.body?.cancel();
    // Whatever else it says, it is there.
    return answer.status < 500 ? undefined : `it answers with status ${answer.status}`;
  } catch (error) {
    // Whoever asked has given up: that says nothing about the server.
    signal.throwIfAborted();
    return error instanceof TypeError ? 'it cannot be reached; check the network' : 'it does not answer';
  }
}
