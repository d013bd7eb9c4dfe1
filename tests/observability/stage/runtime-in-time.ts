import { createCache } from '@tonearm/cache';
import { type MetricsServer, serveMetrics } from '@tonearm/metrics';
import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { createRuntime, type Logger, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';

/** A runtime by a clock that only moves when it is told to, whose metrics a real Prometheus can scrape meanwhile. */
export interface RuntimeInTime {
  readonly runtime: Runtime;
  readonly emulator: SpotifyEmulator;
  readonly target: string;
  /** Lets work end, however it ends, moving the time as far as it needs. */
  finish(work: Promise<unknown>): Promise<void>;
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Puts a runtime in front of an emulator, both by the same clock. */
export async function startRuntimeInTime(logger: Logger = silentLogger): Promise<RuntimeInTime> {
  const clock = manualClock(Date.now());
  const emulator = createSpotifyEmulator({ now: clock.now });
  const cache = createCache({ maxEntries: 80, now: clock.now });
  const runtime = await createRuntime({
    settings: readSettings({}, { backend: 'emulator' }),
    createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
    logger,
    clock,
    version: '1.2.3',
    // So small that answers have to make room for others.
    cache,
  });
  const server: MetricsServer = await serveMetrics(runtime.metrics, { port: 0 });
  return {
    runtime,
    emulator,
    target: new URL(server.url).host,
    pass: (milliseconds) => clock.advance(milliseconds),
    async finish(work) {
      let isDone = false;
      const done = (): void => {
        isDone = true;
      };
      work.then(done, done);
      for (let turn = 0; !isDone; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (turn > 100 && turn % 5 === 0) await clock.advance(20);
      }
    },
    async close() {
      await server.close();
      await runtime.close();
      cache.close();
    },
  };
}
