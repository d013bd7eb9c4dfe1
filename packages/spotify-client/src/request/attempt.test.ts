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
  const error = rejection(attempt(never, { timeoutMs: 500, endpoint: 'albums.get' }));
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
      { timeoutMs: 500 },
    ),
  );
  await vi.advanceTimersByTimeAsync(499);
  expect(seen?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await error;
  expect(seen?.aborted).toBe(true);
});

test('tells it also who asks only afterwards, as a source of tokens may that had something else to wait for', async () => {
  const seen: Ending[] = [];
  const error = rejection(
    attempt(
      (ending) => {
        seen.push(ending);
        return never();
      },
      { timeoutMs: 500 },
    ),
  );
  await vi.advanceTimersByTimeAsync(500);
  await error;
  expect(seen.map(({ signal }) => [signal.aborted, signal.reason])).toEqual([[true, expect.any(TimeoutError)]]);
});

test('ends when the caller gives up, and keeps the reason', async () => {
  const controller = new AbortController();
  const error = rejection(attempt(never, { timeoutMs: 500, signal: controller.signal }));
  controller.abort('enough');
  expect(await error).toBeInstanceOf(AbortedError);
  expect(await error).toMatchObject({ code: 'aborted', cause: 'enough', isRetryable: false });
});

test('does not begin for a caller who has given up', async () => {
  const run = vi.fn(never);
  expect(await rejection(attempt(run, { timeoutMs: 500, signal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
  expect(run).not.toHaveBeenCalled();
});

test('says why it ended, not what failed because of that', async () => {
  const controller = new AbortController();
  const failsWhenEnded = ({ signal }: Ending): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('socket closed'))));
  const error = rejection(attempt(failsWhenEnded, { timeoutMs: 500, signal: controller.signal }));
  controller.abort();
  expect(await error).toBeInstanceOf(AbortedError);
});

test('leaves no timer and no listener behind', async () => {
  const { signal } = new AbortController();
  const remove = vi.spyOn(signal, 'removeEventListener');
  expect(await attempt(async () => 'done', { timeoutMs: 500, signal })).toBe('done');
  await rejection(
    attempt(
      async () => {
        throw new Error('no');
      },
      { timeoutMs: 500, signal },
    ),
  );
  expect(vi.getTimerCount()).toBe(0);
  expect(remove).toHaveBeenCalledTimes(2);
});

test('passes on what went wrong', async () => {
  const broken = new Error('broken');
  const run = async (): Promise<never> => {
    throw broken;
  };
  expect(await rejection(attempt(run, { timeoutMs: 500 }))).toBe(broken);
});

test.each([new AbortController(), 'signal', 7, {}, null])(
  'takes no %o for a signal, and leaves no timer behind',
  async (wrong) => {
    const run = vi.fn(never);
    // @ts-expect-error it is no signal
    const error = await rejection(attempt(run, { timeoutMs: 500, signal: wrong, endpoint: 'albums.get' }));
    expect(error).toMatchObject({ code: 'invalid_parameter', parameter: 'signal', endpoint: 'albums.get' });
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  },
);
