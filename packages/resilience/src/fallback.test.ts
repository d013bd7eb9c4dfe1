import { expect, test, vi } from 'vitest';
import { executeMarked, type FallbackStep, fallback, type PolicyEvent, retry, wrap } from './index.js';

const outage = new Error('down');
const fails = () => Promise.reject(outage);
const stale: FallbackStep<string> = { name: 'stale', answer: () => 'of yesterday' };
const minimal: FallbackStep<string> = { name: 'minimal', answer: async () => 'hardly anything' };
const empty: FallbackStep<string> = {
  name: 'stale',
  answer: () => {
    throw new Error('nothing is kept');
  },
};

test('leaves an answer as it is', async () => {
  const policy = fallback({ steps: [stale] });
  expect(await executeMarked(policy, async () => 'fresh')).toEqual({ value: 'fresh' });
});

test('answers with the first step that can, and marks the answer', async () => {
  const policy = fallback({ steps: [stale, minimal] });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const degradation = { policy: 'fallback', step: 'stale', cause: outage };
  expect(await executeMarked(policy, fails, { key: 'albums' })).toEqual({ value: 'of yesterday', degradation });
  expect(events).toEqual([{ policy: 'fallback', type: 'fallback', step: 'stale', error: outage, key: 'albums' }]);
});

test('goes on to the next step when one has nothing', async () => {
  const policy = fallback({ steps: [empty, minimal] });
  expect(await executeMarked(policy, fails)).toMatchObject({
    value: 'hardly anything',
    degradation: { step: 'minimal', cause: outage },
  });
});

test('takes a step only for the errors that it is for', async () => {
  const when = vi.fn((error: unknown) => (error as Error).message === 'gone');
  const policy = fallback({ steps: [{ ...stale, when }, minimal] });
  expect((await executeMarked(policy, fails)).degradation?.step).toBe('minimal');
  expect((await executeMarked(policy, () => Promise.reject(new Error('gone')))).degradation?.step).toBe('stale');
});

test('throws the error of the call itself when no step can answer', async () => {
  await expect(fallback({ steps: [empty] }).execute(fails)).rejects.toBe(outage);
});

test('has nothing for a caller who has left', async () => {
  const answer = vi.fn(() => 'of yesterday');
  const leaving = new AbortController();
  const call = fallback({ steps: [{ name: 'stale', answer }] }).execute(
    async () => {
      leaving.abort(new Error('gone'));
      throw leaving.signal.reason;
    },
    { signal: leaving.signal },
  );
  await expect(call).rejects.toThrow('gone');
  expect(answer).not.toHaveBeenCalled();
});

test('marks an answer through the policies around it', async () => {
  const policy = wrap(retry(), fallback({ steps: [stale] }));
  expect((await executeMarked(policy, fails)).degradation?.step).toBe('stale');
  expect(policy.describe()).toContain('fallback: stale');
});

test('is the outermost policy as well, of calls that give what it can answer with', async () => {
  const policy = wrap<string>(fallback({ steps: [stale] }), retry({ attempts: 1 }));
  const answer: string = await policy.execute(fails);
  expect(answer).toBe('of yesterday');
  policy.reconfigure({ policies: [fallback({ steps: [minimal] })] });
  expect((await executeMarked(policy, fails)).degradation?.step).toBe('minimal');
  // @ts-expect-error A number can't be what a fallback to a string gives.
  await policy.execute(async () => 1);
});
