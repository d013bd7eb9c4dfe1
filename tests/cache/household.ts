import { type Cache, createCache } from '@tonearm/cache';
import { memoryStore } from '@tonearm/cache/testing';
import { createSpotifyClient, type SpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { hurriedClock } from './hurried-clock.ts';

/** A person at an emulator whose time stands still, through a cache whose time stands still: nothing gets old by itself. */
export interface Household {
  readonly emulator: SpotifyEmulator;
  /** What a person sees through the cache. */
  cached(user: string): Promise<SpotifyClient>;
  /** What they see through that of another process with the same store. */
  cachedElsewhere(user: string): Promise<SpotifyClient>;
  /** Resolves when the other process has heard of every write. */
  heard(): Promise<void>;
  /** What a person sees without any cache. */
  uncached(user: string): SpotifyClient;
}

/** Where an emulator says that it is when it is asked in its own process. */
export const inProcess = 'https://emulator.tonearm.invalid';

/** What is true for a person: asked of the emulator in its own process, without any cache. */
export function uncached(
  emulator: SpotifyEmulator,
  user: string,
  appMode: 'development' | 'extended' = 'extended',
): SpotifyClient {
  const { access_token: token } = emulator.grant({ user });
  return createSpotifyClient({ token, fetch: emulator.fetch, apiUrl: `${inProcess}/v1`, appMode });
}

/** Puts people in front of an emulator, who share two caches with a common store and whose app is in this mode. */
export function household(appMode: 'development' | 'extended' = 'extended'): Household {
  const emulator = createSpotifyEmulator({ now: () => Date.UTC(2026, 0, 1), profile: appMode });
  const store = memoryStore(() => 0);
  const [here, elsewhere] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } })) as [Cache, Cache];
  async function throughCache(cache: Cache, user: string): Promise<SpotifyClient> {
    const { spotify } = await createRuntime({
      settings: readSettings({}, { backend: 'emulator', profile: user, appMode }),
      createEmulator: async () => ({ fetch: emulator.fetch, url: inProcess }),
      logger: silentLogger,
      cache,
      clock: hurriedClock(),
    });
    return spotify;
  }
  return {
    emulator,
    cached: (user) => throughCache(here, user),
    cachedElsewhere: (user) => throughCache(elsewhere, user),
    async heard() {
      if (!(await elsewhere.catchUp())) throw new Error('the other process hears nothing');
    },
    uncached: (user) => uncached(emulator, user, appMode),
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
