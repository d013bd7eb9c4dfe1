import { expect, test, vi } from 'vitest';
import { systemClock } from './index.js';

test('never runs backwards, and can be read as a date', () => {
  const [first, second] = [systemClock.now(), systemClock.now()];
  expect(second).toBeGreaterThanOrEqual(first);
  expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
});

test('does not sleep for no time', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});

test('wakes at once when the sleeper is told to, also from a sleep longer than a timer can be', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const leaving = new AbortController();
  const asleep = systemClock.sleep(2 ** 40, leaving.signal);
  leaving.abort(new Error('gone'));
  expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([2 ** 31 - 1]);
  timers.mockRestore();
  await expect(asleep).rejects.toThrow('gone');
});

test('does not fall asleep for a caller who has already left', async () => {
  await expect(systemClock.sleep(1e6, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('wakes nobody early from a sleep that is longer than a timer can be', async () => {
  vi.useFakeTimers();
  const longMs = 2 ** 31 + 60_000;
  let isAwake = false;
  const sleep = systemClock.sleep(longMs).then(() => {
    isAwake = true;
  });
  await vi.advanceTimersByTimeAsync(longMs - 1);
  expect(isAwake).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  await sleep;
  vi.useRealTimers();
});
