import { describe, expect, test, vi } from 'vitest';
import type { Policy } from '../index.js';

/** How a call is made, under whichever library. */
export type Execute = <T>(run: (context: { signal: AbortSignal }) => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * States a rule, and holds it against cockatiel, where it must fail, and against ours, where it must hold. When cockatiel
 * mends a defect, its half turns red and the work-around can go.
 */
export function rule<Subject>(
  name: string,
  { bare, own, check }: { bare: () => Subject; own: () => Subject; check: (subject: Subject) => Promise<void> },
): void {
  describe(name, () => {
    test('does not hold in cockatiel alone', async () => {
      await expect(check(bare())).rejects.toMatchObject({ name: 'AssertionError' });
    });
    test('holds here', () => check(own()));
  });
}

/** What became of a promise so far. */
export function watch(promise: Promise<unknown>): { state: 'pending' | 'fulfilled' | 'rejected'; reason?: unknown } {
  const watched: ReturnType<typeof watch> = { state: 'pending' };
  promise.then(
    () => {
      watched.state = 'fulfilled';
    },
    (reason: unknown) => {
      watched.state = 'rejected';
      watched.reason = reason;
    },
  );
  return watched;
}

/** Lets time pass. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Fails at once. */
export const fail = () => Promise.reject(new Error('no'));
/** Never ends. */
export const hang = () => new Promise<never>(() => undefined);
/** How calls are made under one of our policies; they may be repeated. */
export const executeOf =
  (policy: Policy): Execute =>
  (run, signal) =>
    policy.execute(run, signal === undefined ? { idempotent: true } : { signal, idempotent: true });
/** Waits for a call, whatever becomes of it. */
export const quietly = async (call: Promise<unknown>) => void (await call.catch(() => undefined));

/** A call that ends when the test says so. */
export function pending(): {
  readonly promise: Promise<string>;
  readonly run: () => Promise<string>;
  readonly succeed: () => void;
  readonly fail: () => void;
} {
  let settle = (_outcome: 'success' | 'failure'): void => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    settle = (outcome) => (outcome === 'success' ? resolve('value') : reject(new Error('late')));
  });
  return { promise, run: () => promise, succeed: () => settle('success'), fail: () => settle('failure') };
}
