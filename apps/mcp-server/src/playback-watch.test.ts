import type { watchPlayback } from '@tonearm/tools';
import type { Runtime } from '@tonearm/tools/runtime';
import { expect, test, vi } from 'vitest';
import { createLazyRuntime } from './lazy-runtime.js';
import { createPlaybackWatch } from './playback-watch.js';

const runtime = createLazyRuntime(async () => ({ spotify: {} }) as unknown as Runtime);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A watch whose changes the test makes itself. */
function stagedWatch() {
  const under: { changed: () => void; signal: AbortSignal }[] = [];
  const watch: typeof watchPlayback = ({ signal }, changed) =>
    new Promise((resolve) => {
      under.push({ changed, signal });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  return { watch, under };
}

test('watches once for all who listen, and not at all for nobody', async () => {
  const { watch, under } = stagedWatch();
  const playback = createPlaybackWatch({ runtime, watch, report: () => undefined });
  await turn();
  expect(under).toHaveLength(0);
  const changed = vi.fn();
  const stops = [playback.listen(changed), playback.listen(changed)];
  await turn();
  expect(under).toHaveLength(1);
  under[0]?.changed();
  expect(changed).toHaveBeenCalledTimes(2);

  stops[0]?.();
  stops[0]?.();
  expect(under[0]?.signal.aborted).toBe(false);
  under[0]?.changed();
  expect(changed).toHaveBeenCalledTimes(3);
  stops[1]?.();
  expect(under[0]?.signal.aborted).toBe(true);
});

test('begins anew for who comes later', async () => {
  const { watch, under } = stagedWatch();
  const playback = createPlaybackWatch({ runtime, watch, report: () => undefined });
  playback.listen(() => undefined)();
  const stop = playback.listen(() => undefined);
  await turn();
  expect(under.filter(({ signal }) => !signal.aborted)).toHaveLength(1);
  stop();
});

test('looks at once when something of ours has changed the player', async () => {
  const looks: number[] = [];
  const watch: typeof watchPlayback = async (context) => {
    while (!context.signal.aborted) {
      looks.push(looks.length);
      await context.wait?.(3_600_000, context.signal);
    }
  };
  const playback = createPlaybackWatch({ runtime, watch, report: () => undefined });
  const stop = playback.listen(() => undefined);
  await vi.waitFor(() => expect(looks).toHaveLength(1));
  playback.lookAgain();
  await vi.waitFor(() => expect(looks).toHaveLength(2));
  stop();
});

test('says that nobody watches when there is no runtime, and tries again', async () => {
  const { watch, under } = stagedWatch();
  const make = vi.fn(async () => ({ spotify: {} }) as unknown as Runtime).mockRejectedValueOnce(new Error('not yet'));
  const lines: string[] = [];
  const report = (line: string): void => void lines.push(line);
  const playback = createPlaybackWatch({ runtime: createLazyRuntime(make), watch, report, againMs: 0 });
  const stop = playback.listen(() => undefined);
  await vi.waitFor(() => expect(under).toHaveLength(1));
  expect(lines).toEqual([expect.stringContaining('nobody watches the player')]);
  stop();
});
