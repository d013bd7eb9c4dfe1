import {
  createSpotifyEmulator,
  type EmulatorOptions,
  type GrantOptions,
  type SpotifyEmulator,
} from '@tonearm/spotify-emulator';
import { vi } from 'vitest';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; an empty object when it is none. */
  readonly body: Body;
}

/** What proofs read of a body. */
interface Body {
  readonly error: { readonly message: string; readonly reason?: string };
  readonly items: readonly Body[];
  readonly [name: string]: unknown;
}

/** The moment at which time stands still until a proof moves it. */
export const start: number = Date.UTC(2026, 4, 1, 12);

/** An emulator whose time stands still, and a way to ask it for a user. */
export function stage(options: EmulatorOptions = {}, grant: GrantOptions = {}) {
  const emulator = createSpotifyEmulator({ now: () => start, ...options });
  const ask = as(emulator, emulator.grant(grant).access_token);
  return { emulator, ask, world: emulator.world, listener: emulator.world.user('listener') };
}

/** Asks an emulator with a token. Paths are below /v1. */
export function as({ fetch }: Pick<ReturnType<typeof createSpotifyEmulator>, 'fetch'>, token: string) {
  return async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const answer = await fetch(`/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parse(text) };
  };
}

/** A token of the app alone, without a user. */
export async function appToken({ fetch }: Pick<SpotifyEmulator, 'fetch'>): Promise<string> {
  const app = { client_id: 'tonearm-emulator', client_secret: 'tonearm-secret' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...app });
  return ((await (await fetch('/api/token', { method: 'POST', body })).json()) as { access_token: string })
    .access_token;
}

/** Runs something while nobody really waits: `pass` lets milliseconds go by. */
export async function withoutWaiting(run: (pass: (durationMs: number) => Promise<unknown>) => Promise<void>) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await run((durationMs) => vi.advanceTimersByTimeAsync(durationMs));
  } finally {
    vi.useRealTimers();
  }
}

/** The first of some things, which a proof relies on. */
export function first<T>(things: Iterable<T>): T {
  for (const thing of things) return thing;
  throw new Error('there is nothing here');
}

function parse(text: string): Body {
  try {
    return JSON.parse(text);
  } catch {
    return {} as Body;
  }
}
