import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { within } from './within.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new Promise<never>(() => undefined);

test('a person who never answers is not waited for longer than said', async () => {
  const waiting = expect(within(300, never, new AbortController().signal)).rejects.toMatchObject({
    code: 'authentication',
  });
  await vi.advanceTimersByTimeAsync(300_000);
  await waiting;
});

test('Ctrl-C ends the wait, and an answer leaves no timer behind', async () => {
  const cancel = new AbortController();
  const waiting = within(300, never, cancel.signal);
  cancel.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow('stop');
  await expect(within(300, Promise.resolve('yes'), new AbortController().signal)).resolves.toBe('yes');
  expect(vi.getTimerCount()).toBe(0);
});
