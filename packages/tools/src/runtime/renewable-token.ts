import type { TokenSource } from '@tonearm/spotify-client';

/** A sign-in: where its tokens come from, and something by which it can be told from another one. */
export interface SignIn {
  readonly source: TokenSource;
  readonly identity: string;
}

/**
 * A token source that is made when it is first needed, once for all who ask. When its sign-in is refused it looks
 * whether there is another one by now (somebody may have signed in again, or another process refreshed) and goes on with
 * that; the same sign-in is never tried twice. `replaced` is called before another one is used.
 */
export function renewable(find: () => Promise<SignIn>, replaced: () => void = () => undefined): TokenSource {
  let current: Promise<SignIn> | undefined;

  function known(): Promise<SignIn> {
    if (current === undefined) {
      const finding = find();
      current = finding;
      finding.catch(() => {
        if (current === finding) current = undefined;
      });
    }
    return current;
  }

  /** The sign-in that came after a refused one; everybody who met the refusal gets the same. */
  function after(refused: Promise<SignIn>, refusal: unknown): Promise<SignIn> {
    if (current !== refused) return known();
    const finding = (async () => {
      const [before, found] = await Promise.all([refused, find()]);
      if (found.identity === before.identity) throw refusal;
      replaced();
      return found;
    })();
    current = finding;
    finding.catch(() => {
      if (current === finding) current = refused;
    });
    return finding;
  }

  async function attempt(ask: (source: TokenSource) => Promise<string>): Promise<string> {
    const signIn = known();
    const { source } = await signIn;
    try {
      return await ask(source);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return ask((await after(signIn, error)).source);
    }
  }

  return {
    token: (options) => attempt((source) => source.token(options)),
    refresh: (rejected, options) => attempt((source) => source.refresh?.(rejected, options) ?? source.token(options)),
  };
}

/** Only a sign-in that is refused is worth replacing; an outage passes by itself. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'authentication';
}
