import type { EmbeddedEmulator, Runtime, Settings } from '@tonearm/tools/runtime';

/** A runtime that is made when it is first needed, once, however many ask at the same time. */
export interface LazyRuntime {
  get(): Promise<Runtime>;
  /** Closes the runtime if there is one; waits for one that is being made. */
  close(): Promise<void>;
}

/** Puts off loading and making the runtime, so that a client's handshake never waits for it. */
export function createLazyRuntime(create: () => Promise<Runtime>): LazyRuntime {
  let current: Promise<Runtime> | undefined;
  return {
    get() {
      const creation = current ?? create();
      current = creation;
      // A failure is not kept: whoever asks next may have signed in meanwhile.
      creation.catch(() => {
        if (current === creation) current = undefined;
      });
      return creation;
    },
    async close() {
      const runtime = await current?.catch(() => undefined);
      await runtime?.close();
    },
  };
}

/** Makes the runtime of these settings, with the emulator at hand in case they ask for it. */
export async function loadRuntime(settings: Settings): Promise<Runtime> {
  const { createRuntime } = await import('@tonearm/tools/runtime');
  return await createRuntime({ settings, createEmulator });
}

async function createEmulator(): Promise<EmbeddedEmulator> {
  const { createSpotifyEmulator } = await import('@tonearm/spotify-emulator');
  const url = 'https://emulator.tonearm.invalid';
  const emulator = createSpotifyEmulator({ origin: url });
  return { fetch: emulator.fetch, url };
}
