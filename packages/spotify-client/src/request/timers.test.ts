import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sharedTimer, usualTimerOf } from './timers.js';

const waiter = () => ({ timeOver: vi.fn() });

describe('a shared timer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([0, 1, 499, 999, 1000, 1001])(
    'gives the whole time, and at most a thirtieth more, to who starts %i ms after another',
    (laterMs) => {
      const timer = sharedTimer(30_000);
      timer.start(waiter());
      vi.advanceTimersByTime(laterMs);
      const second = waiter();
      timer.start(second);
      vi.advanceTimersByTime(30_000 - 1);
      expect(second.timeOver).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000 + 1);
      expect(second.timeOver).toHaveBeenCalledOnce();
    },
  );

  test('ends each at its own time', () => {
    const timer = sharedTimer(30_000);
    const [first, second] = [waiter(), waiter()];
    timer.start(first);
    vi.advanceTimersByTime(10_000);
    timer.start(second);
    vi.advanceTimersByTime(21_000);
    expect([first, second].map(({ timeOver }) => timeOver.mock.calls.length)).toEqual([1, 0]);
    // An ending stops its timer: here nobody did.
    timer.stop(first);
    vi.advanceTimersByTime(10_000);
    expect(second.timeOver).toHaveBeenCalledOnce();
  });

  test('leaves in peace who has stopped, and those who came later wait on', () => {
    const timer = sharedTimer(30_000);
    const [first, second] = [waiter(), waiter()];
    timer.start(first);
    timer.start(second);
    timer.stop(first);
    vi.advanceTimersByTime(31_000);
    expect(first.timeOver).not.toHaveBeenCalled();
    expect(second.timeOver).toHaveBeenCalledOnce();
  });

  test('gives the whole time again to who starts again, and does not keep those behind waiting', () => {
    const timer = sharedTimer(30_000);
    const [first, second] = [waiter(), waiter()];
    timer.start(first);
    timer.start(second);
    vi.advanceTimersByTime(20_000);
    timer.start(first);
    vi.advanceTimersByTime(11_000);
    expect([first, second].map(({ timeOver }) => timeOver.mock.calls.length)).toEqual([0, 1]);
    timer.stop(second);
    vi.advanceTimersByTime(20_000);
    expect(first.timeOver).toHaveBeenCalledOnce();
  });

  test('ticks no more when nobody waits, and again for the next', () => {
    const timer = sharedTimer(30_000);
    const [first, second] = [waiter(), waiter()];
    timer.start(first);
    timer.stop(first);
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
    timer.start(second);
    vi.advanceTimersByTime(31_000);
    expect(second.timeOver).toHaveBeenCalledOnce();
  });

  test('keeps nobody who has stopped, and stops twice at no cost to who has the place now', () => {
    const timer = sharedTimer(30_000);
    const [first, second, third] = [waiter(), waiter(), waiter()];
    timer.start(first);
    timer.start(second);
    timer.stop(first);
    timer.start(third);
    timer.stop(first);
    vi.advanceTimersByTime(31_000);
    expect([first, second, third].map(({ timeOver }) => timeOver.mock.calls.length)).toEqual([0, 1, 1]);
  });

  test('serves platforms whose timers are numbers', () => {
    const setTimeout = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (run: () => void, milliseconds: number) => Number(setTimeout(run, milliseconds)));
    try {
      const timer = sharedTimer(30_000);
      const [first, second] = [waiter(), waiter()];
      timer.start(first);
      timer.stop(first);
      timer.start(second);
      vi.advanceTimersByTime(31_000);
      expect(second.timeOver).toHaveBeenCalledOnce();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

test('a shared timer keeps a process alive while somebody waits, and only then', () => {
  const held = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = held();
  const timer = sharedTimer(30_000);
  const [first, second] = [waiter(), waiter()];
  timer.start(first);
  timer.start(second);
  expect(held()).toBe(before + 1);
  timer.stop(first);
  expect(held()).toBe(before + 1);
  timer.stop(second);
  expect(held()).toBe(before);
  timer.start(first);
  expect(held()).toBe(before + 1);
  timer.stop(first);
});

test.each([
  ['Node.js/24', 'object'],
  ['Deno/2.9.6', 'object'],
  ['Bun/1.4.5', 'object'],
  // Its timers end with the request that set them, and would end no call of another one.
  ['Cloudflare-Workers', 'number'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'number'],
  [undefined, 'number'],
])('calls share a timer only where a process serves all of them: by the name %s it is %s', (userAgent, kind) => {
  vi.stubGlobal('navigator', userAgent === undefined ? undefined : { userAgent });
  try {
    expect(typeof usualTimerOf(30_000)).toBe(kind);
  } finally {
    vi.unstubAllGlobals();
  }
});
