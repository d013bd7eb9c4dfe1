import { AuthenticationError } from '../errors.js';
import { invalidOption } from '../request/check-options.js';
import { readTokenSet } from './read-token-set.js';
import { memoryTokenStore, type TokenStore } from './token-store.js';

/** What a page can keep texts in: `localStorage`, `sessionStorage`, or what does as they do. */
export interface WebStorage {
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

/** Where a store of a web page keeps its tokens. */
export interface WebTokenStoreOptions {
  /** Give `localStorage` to share the sign-in with all pages of the origin, `sessionStorage` to end it with the tab. Every script of the page can read either. */
  readonly storage: WebStorage;
  /** Under which name. Default: `spotify-tokens`. */
  readonly name?: string | undefined;
}

/** A store for web pages; where the platform has locks for that, one page at a time refreshes. */
export function webTokenStore({ storage, name = 'spotify-tokens' }: WebTokenStoreOptions): TokenStore {
  checkStorage(storage);
  return {
    async read() {
      const text = storage.getItem(name);
      if (text === null) return undefined;
      try {
        return readTokenSet(text);
      } catch {
        // What is kept is secret even when it is broken, so nothing of it may reach the message.
        throw unreadable(name);
      }
    },
    async write(tokens) {
      storage.setItem(name, JSON.stringify({ version: 1, ...tokens }));
    },
    async delete() {
      const was = storage.getItem(name) !== null;
      storage.removeItem(name);
      return was;
    },
    async exclusively(run, options = {}) {
      const locks = webLocks();
      if (locks === undefined) return turnsOf(name)(run, options);
      const { signal } = options;
      return locks.request(name, signal === undefined ? {} : { signal }, run);
    },
  };
}

/** What a platform has that lets its pages wait for each other, as far as it is needed here. */
interface WebLocks {
  request<T>(name: string, options: { readonly signal?: AbortSignal }, run: () => Promise<T>): Promise<T>;
}

function webLocks(): WebLocks | undefined {
  const { navigator } = globalThis as { readonly navigator?: unknown };
  return (navigator as { readonly locks?: WebLocks } | undefined)?.locks;
}

const turns = new Map<string, TokenStore['exclusively']>();

/** Lets one at a time in within this page: all that can be done where pages cannot wait for each other. */
function turnsOf(name: string): TokenStore['exclusively'] {
  const known = turns.get(name) ?? memoryTokenStore().exclusively;
  turns.set(name, known);
  return known;
}

function checkStorage(storage: Partial<WebStorage> | undefined): void {
  if (typeof storage?.getItem === 'function') return;
  throw invalidOption('storage', 'must be a storage of a web page', 'Give localStorage or sessionStorage.');
}

function unreadable(name: string): AuthenticationError {
  return new AuthenticationError(`The sign-in cannot be read from ${name}.`, {
    status: 401,
    reason: 'token_store',
    hint: 'Log in again: that replaces it.',
  });
}
