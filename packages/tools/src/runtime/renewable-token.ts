import type { TokenSource } from '@tonearm/spotify-client';

/**
 * A token source that is made when it is first needed, once for all who ask, and made again after it has failed for good:
 * another process may have signed in or refreshed meanwhile. `replaced` is called before the new one is used.
 */
export function renewable(make: () => Promise<TokenSource>, replaced: () => void = () => undefined): TokenSource {
  let current: Promise<TokenSource> | undefined;
  let wasMade = false;

  function source(): Promise<TokenSource> {
    if (current === undefined) {
      const made = make();
      current = made;
      made.then(
        () => {
          if (wasMade) replaced();
          wasMade = true;
        },
        () => drop(made),
      );
    }
    return current;
  }

  function drop(made: Promise<TokenSource>): void {
    if (current === made) current = undefined;
  }

  async function attempt(ask: (source: TokenSource) => Promise<string>): Promise<string> {
    const made = source();
    const token = await made;
    try {
      return await ask(token);
    } catch (error) {
      if (!isRejected(error)) throw error;
      drop(made);
      return ask(await source());
    }
  }

  return {
    token: (options) => attempt((source) => source.token(options)),
    refresh: (rejected, options) => attempt((source) => source.refresh?.(rejected, options) ?? source.token(options)),
  };
}

/** Only a sign-in that is refused is worth replacing; an outage passes by itself. */
function isRejected(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'authentication';
}
