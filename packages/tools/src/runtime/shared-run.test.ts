import { expect, test, vi } from 'vitest';
import { shareRun } from './shared-run.js';

const never = (): Promise<never> => new Promise(() => undefined);

test('is left to the others by whoever gives up', async () => {
  let finish = (_value: string): void => undefined;
  const start = vi.fn((_signal: AbortSignal) => new Promise<string>((resolve) => (finish = resolve)));
  const run = shareRun(start);
  const leaving = new AbortController();
  const patient = run.wait(undefined);
  const impatient = run.wait(leaving.signal);
  leaving.abort('enough');
  await expect(impatient).rejects.toBe('enough');
  expect(run.isAbandoned()).toBe(false);
  finish('done');
  expect(await patient).toBe('done');
  expect(await run.wait(AbortSignal.timeout(60_000))).toBe('done');
  expect(start.mock.calls[0]?.[0].aborted).toBe(false);
});

test('ends when the last one leaves', async () => {
  const start = vi.fn((_signal: AbortSignal) => never());
  const run = shareRun(start);
  const leaving = new AbortController();
  const waiting = [run.wait(leaving.signal), run.wait(leaving.signal)];
  leaving.abort('enough');
  await Promise.allSettled(waiting);
  expect(run.isAbandoned()).toBe(true);
  expect(start.mock.calls[0]?.[0].reason).toBe('enough');
});

test('is not waited for by somebody who has left already', async () => {
  await expect(shareRun(never).wait(AbortSignal.abort('gone'))).rejects.toBe('gone');
});
