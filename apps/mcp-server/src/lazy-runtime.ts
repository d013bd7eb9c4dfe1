import {
  type AccessMemory,
  createRuntime,
  type EmbeddedEmulator,
  type Runtime,
  type Settings,
} from '@tonearm/tools/runtime';
import { version } from './version.js';

/** A runtime that is made when it is first needed, once, however many ask at the same time. */
export interface LazyRuntime {
  get(): Promise<Runtime>;
  /** The runtime if it is there already: whoever only counts does not make one. */
  peek(): Runtime | undefined;
  /** Closes the runtime if there is one; waits for one that is being made. */
  close(): Promise<void>;
}

/** Puts off loading and making the runtime, so that a client's handshake never waits for it. */
export function createLazyRuntime(create: () => Promise<Runtime>): LazyRuntime {
  let making: Promise<Runtime> | undefined;
  let made: Runtime | undefined;

  async function make(): Promise<Runtime> {
    try {
      made = await create();
      return made;
    } catch (error) {
      // A failure is not kept: whoever asks next may have signed in meanwhile.
      making = undefined;
      throw error;
    }
  }

  return {
    get() {
      making ??= make();
      return making;
    },
    peek: () => made,
    async close() {
      const runtime = await making?.catch(() => undefined);
      await runtime?.close();
    },
  };
}

/** Whose environment and which fetch a runtime uses instead of the process's own. */
export interface RuntimeWorld {
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** What is known of what the app may do, where others look at it too. */
  readonly appAccess?: AccessMemory | undefined;
  /** Called when whoever was signed in no longer is. */
  readonly onAccountChange?: (() => void) | undefined;
}

/** Makes the runtime of these settings, with the emulator at hand in case they ask for it. */
export async function loadRuntime(settings: Settings, world: RuntimeWorld = {}): Promise<Runtime> {
  const { env, fetch, appAccess, onAccountChange } = world;
  return createRuntime({
    ...{ settings, createEmulator, version },
    ...(env && { env }),
    ...(fetch && { fetch }),
    ...(appAccess && { appAccess }),
    ...(onAccountChange && { onAccountChange }),
  });
}

/** Makes the runtime of a server, and loads in the background what the settings name. */
export async function loadServingRuntime(settings: Settings, world: RuntimeWorld): Promise<Runtime> {
  const runtime = await loadRuntime(settings, world);
  // Behind the first answer, never before it.
  void runtime.warm();
  return runtime;
}

async function createEmulator(): Promise<EmbeddedEmulator> {
  const { createSpotifyEmulator } = await import('@tonearm/spotify-emulator');
  const url = 'https://emulator.tonearm.invalid';
  const emulator = createSpotifyEmulator({ origin: url });
  return { fetch: emulator.fetch, url };
}
