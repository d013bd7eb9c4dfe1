import { createSpotifyEmulator, type EmulatorOptions, type GrantOptions, type SpotifyEmulator } from '../src/index.js';

/** An answer with its body read. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** What most tests read of a body. */
export interface Anything {
  readonly error: { readonly status: number; readonly message: string; readonly reason?: string };
  readonly [name: string]: unknown;
}

/** An emulator with a token to call it. */
export interface Caller {
  readonly emulator: SpotifyEmulator;
  get<T = Anything>(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer<T>>;
  put<T = Anything>(path: string, body?: unknown): Promise<Answer<T>>;
  post<T = Anything>(path: string, body?: unknown): Promise<Answer<T>>;
  delete<T = Anything>(path: string, body?: unknown): Promise<Answer<T>>;
}

/** 2026-05-01, a moment that stands still unless a test moves it. */
export const start: number = Date.UTC(2026, 4, 1, 12);

/** Makes an emulator whose time stands still, and calls it for a user. Paths are below /v1. */
export function createCaller(options: EmulatorOptions = {}, grant: GrantOptions = {}): Caller {
  const emulator = createSpotifyEmulator({ now: () => start, ...options });
  return callerFor(emulator, grant);
}

/** Calls an emulator for a user. */
export function callerFor(emulator: SpotifyEmulator, grant: GrantOptions = {}): Caller {
  const token = emulator.grant(grant).access_token;
  const call = async <T>(method: string, path: string, body?: unknown, headers = {}): Promise<Answer<T>> => {
    const response = await emulator.fetch(`/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) as T };
  };
  return {
    emulator,
    get: (path, headers) => call('GET', path, undefined, headers),
    put: (path, body) => call('PUT', path, body),
    post: (path, body) => call('POST', path, body),
    delete: (path, body) => call('DELETE', path, body),
  };
}

/** The first thing of a list, which a test relies on being there. */
export function first<T>(values: readonly T[] | undefined): T {
  const value = values?.[0];
  if (value === undefined) throw new Error('There is nothing in this list.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
