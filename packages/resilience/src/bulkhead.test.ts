import { expect, test } from 'vitest';
import { BulkheadFullError, type BulkheadOptions, bulkhead, type ExecuteOptions, type PolicyEvent } from './index.js';

function fixture(options: Partial<BulkheadOptions> = {}) {
  const policy = bulkhead({ limit: 1, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const begun: string[] = [];
  const endings = new Map<string, () => void>();
  const call = (who: string, options?: ExecuteOptions) =>
    policy
      .execute(() => {
        begun.push(who);
        return new Promise((resolve) => endings.set(who, () => resolve(who)));
      }, options)
      .catch((error: unknown) => error);
  const end = async (who: string) => {
    endings.get(who)?.();
    await settle();
  };
  return { policy, events, begun, call, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('runs no more than allowed at the same time', async () => {
  const { policy, begun, call, end } = fixture({ limit: 2 });
  for (const who of ['a', 'b', 'c']) void call(who);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  expect([policy.active(), policy.queued()]).toEqual([2, 1]);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('serves in the order of arrival, also when somebody comes just as a place is free', async () => {
  const { begun, call, end } = fixture();
  const first = call('first').then(() => call('newcomer'));
  void call('second');
  void call('third');
  await settle();
  await end('first');
  await end('second');
  await end('third');
  expect(begun).toEqual(['first', 'second', 'third', 'newcomer']);
  await end('newcomer');
  expect(await first).toBe('newcomer');
});

test('refuses at once when all places in the queue are taken', async () => {
  const { call, events } = fixture({ maxQueue: 1 });
  void call('runs');
  void call('waits');
  expect(await call('refused')).toBeInstanceOf(BulkheadFullError);
  expect(events.map(({ type }) => type)).toEqual(['wait', 'reject']);
});

test('lets a waiter leave at once, and gives their place in the queue to another', async () => {
  const { policy, begun, call, end } = fixture({ maxQueue: 1 });
  void call('runs');
  const leaving = new AbortController();
  const left = call('leaves', { signal: leaving.signal });
  await settle();
  leaving.abort(new Error('gone'));
  expect(await left).toMatchObject({ message: 'gone' });
  expect(policy.queued()).toBe(0);
  void call('stays');
  await end('runs');
  expect(begun).toEqual(['runs', 'stays']);
});

test('hands the place on when somebody leaves just as they are called', async () => {
  const { policy, begun, call, end } = fixture();
  const leaving = new AbortController();
  const stopListening = leaving.signal.removeEventListener.bind(leaving.signal);
  // Being called is the moment at which a waiter stops listening for the abort.
  leaving.signal.removeEventListener = (...listener: Parameters<typeof stopListening>) => {
    stopListening(...listener);
    leaving.abort(new Error('gone'));
  };
  void call('first');
  const left = call('leaves', { signal: leaving.signal });
  void call('third');
  await settle();
  await end('first');
  expect(await left).toMatchObject({ message: 'gone' });
  await settle();
  expect(begun).toEqual(['first', 'third']);
  await end('third');
  expect([policy.active(), policy.queued()]).toEqual([0, 0]);
});

test('gives the place back when a call fails, even before it returns a promise', async () => {
  const { policy } = fixture();
  const broken = () => {
    throw new Error('not even begun');
  };
  await expect(policy.execute(broken)).rejects.toThrow('not even begun');
  expect(policy.active()).toBe(0);
});

test('does not begin for a caller who has already left', async () => {
  const { begun, call } = fixture();
  await call('gone', { signal: AbortSignal.abort() });
  expect(begun).toEqual([]);
});

test('counts each key apart when asked to', async () => {
  const { begun, call, policy } = fixture({ perKey: true });
  void call('a', { key: 'search' });
  void call('b', { key: 'albums' });
  await settle();
  expect(begun).toEqual(['a', 'b']);
  expect([policy.active('search'), policy.active('shows')]).toEqual([1, 0]);
});
