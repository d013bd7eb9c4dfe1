import { manualClock } from '@tonearm/resilience/testing';
import { watchPlayback } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { type Stage, stage } from '../runtime/stage.ts';

const second = 1000;

/** Lets a watch run, with one act between each two looks; gives how long it paused, and how many changes it told. */
async function watched(
  set: Stage,
  clock: ReturnType<typeof manualClock>,
  acts: readonly (() => void)[],
): Promise<{ pausesMs: number[]; changes: number; looksAt: number[] }> {
  const controller = new AbortController();
  const pausesMs: number[] = [];
  let changes = 0;
  const wait = async (milliseconds: number): Promise<void> => {
    pausesMs.push(milliseconds);
    const act = acts[pausesMs.length - 1];
    if (act === undefined) return controller.abort();
    await clock.advance(milliseconds);
    act();
  };
  const context = { spotify: set.runtime.spotify, signal: controller.signal, now: clock.now, wait };
  await set.during(
    watchPlayback(context, () => {
      changes += 1;
    }),
  );
  return { pausesMs, changes, looksAt: set.entries().map(({ at }) => at) };
}

const nothing = (): void => undefined;

async function setUp() {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const set = await stage({ clock });
  const { player } = set.emulator.world.user('listener');
  const tracks = set.emulator.world.catalogue.tracks.list().filter(({ markets }) => markets.includes('SE'));
  return { clock, set, player, tracks };
}

test('looks every quarter of a minute at what plays, and tells nothing while it just goes on', async () => {
  const { clock, set, player, tracks } = await setUp();
  player.start({ uris: [tracks[0]?.uri ?? ''] });
  const { pausesMs, changes } = await watched(set, clock, [nothing, nothing]);
  expect(pausesMs).toEqual([15 * second, 15 * second, 15 * second]);
  expect(changes).toBe(0);
});

test('looks when an item should have ended, and tells that another one plays', async () => {
  const { clock, set, player, tracks } = await setUp();
  const [one, two] = tracks;
  player.start({ uris: [one?.uri ?? '', two?.uri ?? ''] });
  player.seek((one?.duration_ms ?? 0) - 8 * second);
  const { pausesMs, changes } = await watched(set, clock, [nothing]);
  expect(pausesMs).toEqual([9 * second, 15 * second]);
  expect(changes).toBe(1);
});

test('tells of a pause, of another volume and of a jump, each once', async () => {
  const { clock, set, player, tracks } = await setUp();
  const device = set.emulator.world.user('listener').devices.find(({ is_active }) => is_active);
  player.start({ uris: [tracks[0]?.uri ?? ''] });
  const louder = (): void => {
    if (device !== undefined) device.volume_percent = 11;
  };
  const { changes } = await watched(set, clock, [
    () => player.seek(1 * second),
    nothing,
    louder,
    () => player.pause(),
    nothing,
  ]);
  expect(changes).toBe(3);
});

test('looks more and more seldom while nothing plays, and not seldomer than every two minutes', async () => {
  const { clock, set } = await setUp();
  const { pausesMs } = await watched(set, clock, [nothing, nothing, nothing, nothing, nothing]);
  expect(pausesMs.map((ms) => ms / second)).toEqual([20, 40, 80, 120, 120, 120]);
});

test('sends nothing while Spotify asks for a pause, however long', async () => {
  const { clock, set, player, tracks } = await setUp();
  player.start({ uris: [tracks[0]?.uri ?? ''] });
  set.emulator.faults.add({ path: '/me/player', status: 429, retryAfterSeconds: 600, times: 1 });
  const { pausesMs, looksAt } = await watched(set, clock, [nothing, nothing]);
  expect(pausesMs[0]).toBeGreaterThan(600 * second);
  const [refused = 0, next = 0] = looksAt;
  expect(next - refused).toBeGreaterThanOrEqual(600 * second);
});

test('keeps away from a Spotify that is ill, and comes back', async () => {
  const { clock, set, player, tracks } = await setUp();
  player.start({ uris: [tracks[0]?.uri ?? ''] });
  set.emulator.faults.add({ path: '/me/player', status: 400, times: 2 });
  const { pausesMs } = await watched(set, clock, [nothing, nothing]);
  expect(pausesMs).toEqual([20 * second, 40 * second, 15 * second]);
});
