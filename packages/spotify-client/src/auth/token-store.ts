import { AuthenticationError } from '../errors.js';
import type { TokenOptions, TokenSet } from './token-source.js';

/** Where a sign-in is kept, for one person and one app. Whoever shares the store shares the sign-in. */
export interface TokenStore {
  /** What is kept; undefined when nobody has signed in. Never half of a write. */
  read(): Promise<TokenSet | undefined>;
  /** Keeps these tokens in place of what was kept; kept when it resolves. */
  write(tokens: TokenSet): Promise<void>;
  /** Forgets the sign-in; tells whether there was one. */
  delete(): Promise<boolean>;
  /** Runs something while nobody else who shares the store runs theirs. */
  exclusively<T>(run: () => Promise<T>, options?: TokenOptions): Promise<T>;
}

/** A store for as long as the process lives. */
export function memoryTokenStore(tokens?: TokenSet): TokenStore {
  let kept = tokens;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    read: async () => kept,
    async write(next) {
      kept = next;
    },
    async delete() {
      const was = kept !== undefined;
      kept = undefined;
      return was;
    },
    async exclusively(run, { signal } = {}) {
      const mine = turn.then(() => {
        signal?.throwIfAborted();
        return run();
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** What a call meets when the store holds no sign-in. */
export function notSignedIn(): AuthenticationError {
  return new AuthenticationError('Nobody has signed in.', { status: 401, hint: 'Log in first.' });
}
