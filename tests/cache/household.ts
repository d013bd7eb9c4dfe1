import { type Cache, createCache, type SharedStore } from '@tonearm/cache';
import { redisStore } from '@tonearm/cache/redis';
import type { Clock } from '@tonearm/resilience';
import { createSpotifyClient, type SpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import type { Redis } from 'ioredis';

/** People at an emulator whose time stands still, through caches whose time stands still: nothing gets old by itself. */
export interface Household {
  readonly emulator: SpotifyEmulator;
  /** One cache for each process. */
  readonly caches: readonly Cache[];
  /** What a person sees through the cache of a process. */
  cached(user: string, processIndex?: number): Promise<SpotifyClient>;
  /** What a person sees without any cache. */
  uncached(user: string): SpotifyClient;
}

/** How a household may differ. */
export interface HouseholdOptions {
  /** What the processes share in place of a Redis. */
  readonly store?: SharedStore;
  /** The clock of a process; it stands still unless said. */
  readonly clock?: (processIndex: number) => number;
}

/** Puts people in front of an emulator; their processes share what the clients connect to, or the store, or nothing. */
export function household(
  connections: readonly (Redis | undefined)[] = [undefined],
  { store: common, clock = () => 0 }: HouseholdOptions = {},
): Household {
  const emulator = createSpotifyEmulator({ now: () => Date.UTC(2026, 0, 1), profile: 'extended' });
  const caches = connections.map((client, index) => {
    const store = common ?? (client && redisStore({ client, namespace: 'household' }));
    return createCache({ now: () => clock(index), ...(store && { shared: { store, timeoutMs: 1_000 } }) });
  });
  const clients = new Map<string, Promise<SpotifyClient>>();

  async function open(user: string, cache: Cache): Promise<SpotifyClient> {
    const { spotify } = await createRuntime({
      settings: readSettings({}, { backend: 'emulator', profile: user, appMode: 'extended' }),
      createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
      logger: silentLogger,
      cache,
      clock: hurriedClock(),
    });
    return spotify;
  }

  return {
    emulator,
    caches,
    cached(user, index = 0) {
      const cache = caches[index];
      if (cache === undefined) throw new Error(`There is no process ${index}`);
      const name = `${user} ${index}`;
      const client = clients.get(name) ?? open(user, cache);
      clients.set(name, client);
      return client;
    },
    uncached(user) {
      const { access_token } = emulator.grant({ user });
      const apiUrl = 'https://emulator.tonearm.invalid/v1';
      return createSpotifyClient({ token: access_token, fetch: emulator.fetch, apiUrl, appMode: 'extended' });
    },
  };
}

/** Nobody waits: whoever would sleep finds that the time has passed. */
function hurriedClock(): Clock {
  let time = Date.UTC(2026, 0, 1);
  return {
    now: () => time,
    async sleep(milliseconds, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      time += milliseconds;
    },
    after(milliseconds, wake) {
      // Limits of time are not what is tested here: none is ever reached.
      if (milliseconds > 5_000) return () => undefined;
      const soon = setImmediate(() => {
        time += milliseconds;
        wake();
      });
      return () => clearImmediate(soon);
    },
  };
}

/** An answer, or what was wrong with the question, in a form that can be compared. */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return { failed: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}
