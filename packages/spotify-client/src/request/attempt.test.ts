import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rejection } from '../../test-support/fake-fetch.js';
import { AbortedError, TimeoutError } from '../errors.js';
import { attempt } from './attempt.js';
import type { Ending } from './ending.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => {});

test('ends when the time is over, even if what runs never does', async () => {
  const error = rejection(attempt(never, { timer: 500, endpoint: 'albums.get' }));
  await vi.advanceTimersByTimeAsync(500);
  expect(await error).toBeInstanceOf(TimeoutError);
  expect(await error).toMatchObject({ timeoutMs: 500, endpoint: 'albums.get', code: 'timeout', isRetryable: true });
});

test('tells what runs that the time is over', async () => {
  let seen: AbortSignal | undefined;
  const error = rejection(
    attempt(
      (ending) => {
        seen = ending.signal;
        return never();
      },
      { timer: 500 },
    ),
  );
  await vi.advanceTimersByTimeAsync(499);
  expect(seen?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await error;
  expect(seen?.aborted).toBe(true);
});

test('tells it also who asks only afterwards, as a source of tokens may that had something else to wait for', async () => {
  const seen: Ending<never>[] = [];
  const error = rejection(
    attempt(
      (ending) => {
        seen.push(ending);
        return never();
      },
      { timer: 500 },
    ),
  );
  await vi.advanceTimersByTimeAsync(500);
  await error;
  expect(seen.map(({ signal }) => [signal.aborted, signal.reason])).toEqual([[true, expect.any(TimeoutError)]]);
});

test('ends when the caller gives up, and keeps the reason', async () => {
  const controller = new AbortController();
  const error = rejection(attempt(never, { timer: 500, signal: controller.signal }));
  controller.abort('enough');
  expect(await error).toBeInstanceOf(AbortedError);
  expect(await error).toMatchObject({ code: 'aborted', cause: 'enough', isRetryable: false });
});

test('does not begin for a caller who has given up', async () => {
  const run = vi.fn(never);
  expect(await rejection(attempt(run, { timer: 500, signal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
  expect(run).not.toHaveBeenCalled();
});

test('says why it ended, not what failed because of that', async () => {
  const controller = new AbortController();
  const failsWhenEnded = async (ending: Ending<never>): Promise<void> =>
    ending.signal.addEventListener('abort', () => ending.fail(new Error('socket closed')));
  const error = rejection(attempt(failsWhenEnded, { timer: 500, signal: controller.signal }));
  controller.abort();
  expect(await error).toBeInstanceOf(AbortedError);
});

test('leaves no timer and no listener behind', async () => {
  const { signal } = new AbortController();
  const remove = vi.spyOn(signal, 'removeEventListener');
  const succeeds = async (ending: Ending<string>): Promise<void> => ending.succeed('done');
  const fails = async (ending: Ending<string>): Promise<void> => ending.fail(new Error('no'));
  expect(await attempt(succeeds, { timer: 500, signal })).toBe('done');
  await rejection(attempt(fails, { timer: 500, signal }));
  expect(vi.getTimerCount()).toBe(0);
  expect(remove).toHaveBeenCalledTimes(2);
});

test('passes on what went wrong', async () => {
  const broken = new Error('broken');
  expect(await rejection(attempt(async (ending) => ending.fail(broken), { timer: 500 }))).toBe(broken);
});

test('ends once: an answer that comes after the time changes nothing', async () => {
  const endings: Ending<string>[] = [];
  const error = rejection(attempt<string>(async (ending) => void endings.push(ending), { timer: 500 }));
  await vi.advanceTimersByTimeAsync(500);
  for (const ending of endings) {
    ending.succeed('late');
    expect(() => ending.check()).toThrow(TimeoutError);
    expect(() => ending.beginAgain()).toThrow(TimeoutError);
  }
  expect(await error).toBeInstanceOf(TimeoutError);
  expect(vi.getTimerCount()).toBe(0);
});
