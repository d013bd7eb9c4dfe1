import type { TokenSource } from '@tonearm/spotify-client';
import { type SharedRun, shareRun } from './shared-run.js';

/** A sign-in: where its tokens come from, and something by which it can be told from another one. */
export interface SignIn {
  readonly source: TokenSource;
  readonly identity: string;
}

/** A token source that can be told to let go of its sign-in. */
export interface RenewableToken extends TokenSource {
  /** Lets go of the sign-in: whoever asks next looks for one. */
  forget(): void;
}

/**
 * A token source that is made when it is first needed, once for all who ask. When its sign-in is refused it looks
 * whether there is another one by now (somebody may have signed in again, or another process refreshed) and goes on with
 * that; the same sign-in is never tried twice. `replaced` is called before another one is used. The signal of `find`
 * fires when nobody waits for it any more; the next who asks begins anew.
 */
export function renewable(
  find: (signal: AbortSignal) => Promise<SignIn>,
  replaced: () => void = () => undefined,
): RenewableToken {
  let current: SharedRun<SignIn> | undefined;

  /** Makes a search the current one; when it finds nothing, what was before holds again. */
  function begin(search: (signal: AbortSignal) => Promise<SignIn>, before?: SharedRun<SignIn>): SharedRun<SignIn> {
    const run = shareRun(search);
    current = run;
    run.result.catch(() => {
      if (current === run) current = before;
    });
    return run;
  }

  function known(): SharedRun<SignIn> {
    if (current === undefined || current.isAbandoned()) return begin(find);
    return current;
  }

  /** The sign-in that came after a refused one; everybody who met the refusal gets the same. */
  function after(refused: SharedRun<SignIn>, refusal: unknown): SharedRun<SignIn> {
    if (current !== refused) return known();
    return begin(async (signal) => {
      const [before, found] = await Promise.all([refused.result, find(signal)]);
      if (found.identity === before.identity) throw refusal;
      replaced();
      return found;
    }, refused);
  }

  async function attempt(
    signal: AbortSignal | undefined,
    ask: (source: TokenSource) => Promise<string>,
  ): Promise<string> {
    const run = known();
    const { source } = await run.wait(signal);
    try {
      return await ask(source);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return ask((await after(run, error).wait(signal)).source);
    }
  }

  return {
    forget() {
      current = undefined;
    },
    token: (options) => attempt(options?.signal, (source) => source.token(options)),
    refresh: (rejected, options) =>
      attempt(options?.signal, (source) => source.refresh?.(rejected, options) ?? source.token(options)),
  };
}

/** Only a sign-in that is refused is worth replacing; an outage passes by itself. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'authentication';
}
