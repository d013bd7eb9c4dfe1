import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coarseClock } from './coarse-clock.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A machine whose two clocks are moved by hand, and the time that is made of them. */
function fixture() {
  const machine = { monotonic: 7_000, calendar: Date.UTC(2026, 0, 1) };
  const now = coarseClock({ monotonic: () => machine.monotonic, calendar: () => machine.calendar });
  const startedAt = now();
  return {
    machine,
    /** How much time has passed, in the same turn of the event loop. */
    passedAtOnce: () => now() - startedAt,
    /** The same, a turn later. */
    passed() {
      vi.advanceTimersByTime(1);
      return now() - startedAt;
    },
    now,
  };
}

test('time passes as the machine counts it', () => {
  const { machine, passed } = fixture();
  for (const clock of ['monotonic', 'calendar'] as const) machine[clock] += 250;
  expect(passed()).toBe(250);
});

test('time stands still until the event loop has come round, for whoever asks often', () => {
  const { machine, now, passed, passedAtOnce } = fixture();
  for (let each = 0; each < 10; each += 1) now();
  for (const clock of ['monotonic', 'calendar'] as const) machine[clock] += 250;
  expect(passedAtOnce()).toBe(0);
  expect(passed()).toBe(250);
});

test('whoever asks now and then is told what time it is, and no timer is set for it', () => {
  const { machine, passedAtOnce } = fixture();
  for (let each = 1; each <= 100; each += 1) {
    for (const clock of ['monotonic', 'calendar'] as const) machine[clock] += 1;
    expect(passedAtOnce()).toBe(each);
  }
  expect(vi.getTimerCount()).toBe(0);
});

test('what passes while the machine sleeps counts', () => {
  const { machine, passed } = fixture();
  machine.calendar += 3_600_000;
  expect(passed()).toBe(3_600_000);
  for (const clock of ['monotonic', 'calendar'] as const) machine[clock] += 10;
  expect(passed()).toBe(3_600_010);
});

test('a calendar that is set back, and ahead again, changes nothing', () => {
  const { machine, passed } = fixture();
  machine.calendar -= 3_600_000;
  expect(passed()).toBe(0);
  for (const clock of ['monotonic', 'calendar'] as const) machine[clock] += 10;
  expect(passed()).toBe(10);
  machine.calendar += 3_600_000;
  expect(passed()).toBe(10);
});
