import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator, type JournalEntry, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, type Runtime, type RuntimeOptions, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { afterEach } from 'vitest';

/** A runtime in front of an emulator, both by one clock that stands still until it is moved. */
export interface Stage {
  readonly emulator: SpotifyEmulator;
  readonly runtime: Runtime;
  /** Lets work be done, moving the time as far as it needs; gives the result and how much time it took. */
  during<T>(work: Promise<T>): Promise<{ result: PromiseSettledResult<T>; tookMs: number }>;
  /** Lets time pass. */
  pass(milliseconds: number): Promise<void>;
  /** What reached the Web API since the last time, in order. */
  entries(): JournalEntry[];
}

const epochMs = Date.UTC(2026, 0, 1);
const open: Runtime[] = [];

afterEach(async () => {
  for (const runtime of open.splice(0)) await runtime.close();
});

/** How a stage may be set. */
export interface StageOptions extends Partial<Omit<RuntimeOptions, 'settings'>> {
  readonly user?: string;
  /** `auto` hurries with an emulator; `development` is as careful as with Spotify. */
  readonly appMode?: 'auto' | 'development';
  readonly emulator?: SpotifyEmulator;
  readonly clock?: ReturnType<typeof manualClock>;
}

/** Puts a runtime in front of an emulator of its own. */
export async function stage(options: StageOptions = {}): Promise<Stage> {
  const { user = 'default', appMode = 'auto', clock = manualClock(epochMs) } = options;
  const emulator = options.emulator ?? createSpotifyEmulator({ now: clock.now });
  const createEmulator = async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' });
  const settings = readSettings({}, { backend: 'emulator', profile: user, appMode });
  const runtime = await createRuntime({
    createEmulator,
    logger: silentLogger,
    random: () => 0.5,
    version: '1.2.3',
    ...options,
    settings,
    clock,
  });
  open.push(runtime);
  let seen = 0;
  return {
    emulator,
    runtime,
    pass: (milliseconds) => clock.advance(milliseconds),
    async during(work) {
      const startedAt = clock.now();
      let isDone = false;
      const settled = Promise.allSettled([work]).then(([result]) => {
        isDone = true;
        return result;
      });
      // A request takes many turns of the event loop and no time by this clock: give it those before moving on.
      for (let turn = 0; !isDone; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (turn > 200 && turn % 5 === 0) await clock.advance(10);
      }
      return { result: await settled, tookMs: clock.now() - startedAt };
    },
    entries() {
      const all = emulator.journal.entries().filter(({ path }) => path.startsWith('/v1/'));
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
  };
}
