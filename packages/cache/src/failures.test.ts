import { expect, test } from 'vitest';
import { type CacheEvent, type GetOrLoadOptions, InvalidOptionError, publicScope } from './index.js';
import { failingOrigin } from './testing/failing-origin.js';

test('remembers a failure for as long as its kind says, and then tries again', async () => {
  const { state, cache, ask } = failingOrigin();
  state.failure = new Error('no such thing');
  const rule = { failureForMs: () => 50 };
  await expect(ask(rule)).rejects.toThrow('no such thing');
  await expect(ask(rule)).rejects.toBe(state.failure);
  expect(state.calls).toBe(1);
  expect(cache.statistics()).toMatchObject({ failureHits: 1, loadErrors: 1 });
  state.time += 50;
  state.failure = undefined;
  expect(await ask(rule)).toMatchObject({ value: 2 });
});

test('gives nothing old in place of a failure that is a judgement, now or later', async () => {
  const { state, ask } = failingOrigin();
  const rule = { graceMs: 10_000, failureForMs: () => 0 };
  await ask(rule);
  state.time += 200;
  state.failure = new Error('gone');
  await expect(ask(rule)).rejects.toThrow('gone');
  await expect(ask({ graceMs: 10_000 })).rejects.toThrow('gone');
});

test('forgets a failure when what it depends on is invalidated', async () => {
  const { state, cache, ask } = failingOrigin();
  state.failure = new Error('no such thing');
  const rule = { failureForMs: () => 1_000, tags: ['t'] };
  await expect(ask(rule)).rejects.toThrow();
  await cache.invalidateTags(publicScope, ['t']);
  state.failure = undefined;
  expect(await ask(rule)).toMatchObject({ value: 2 });
});

test('remembers for a moment only what fails right after a write, which the origin may not show yet', async () => {
  const { state, cache, ask } = failingOrigin();
  const settling = {
    ...{ tags: ['t'], freshForMs: 1_000, failureForMs: () => 1_000 },
    settle: { forMs: 500, freshForMs: 10 },
  };
  await cache.invalidateTags(publicScope, ['t']);
  state.failure = new Error('no such thing');
  await expect(ask(settling)).rejects.toThrow();
  state.time += 9;
  await expect(ask(settling)).rejects.toThrow();
  expect(state.calls).toBe(1);
  state.time += 1;
  await expect(ask(settling)).rejects.toThrow();
  expect(state.calls, 'it was asked again').toBe(2);
  // That its failure was remembered before is no write.
  state.time += 490;
  await expect(ask(settling)).rejects.toThrow();
  state.time += 999;
  await expect(ask(settling)).rejects.toThrow();
  expect(state.calls).toBe(3);
});

test('gives nothing in place of a failure that was remembered when the next load fails in another way', async () => {
  const { state, ask } = failingOrigin();
  const rule = { graceMs: 1e6, staleForMs: 1e6, failureForMs: (error: unknown) => (error === gone ? 50 : undefined) };
  const gone = new Error('gone');
  state.failure = gone;
  await expect(ask(rule)).rejects.toBe(gone);
  state.time += 60;
  state.failure = new Error('down');
  await expect(ask(rule)).rejects.toThrow('down');
});

test('does not remember a failure that was invalidated while it was on its way', async () => {
  const { state, cache, ask } = failingOrigin();
  const rule = { failureForMs: () => 50, tags: ['t'] };
  const load = async (): Promise<number> => {
    await cache.invalidateTags(publicScope, ['t']);
    throw new Error('no such thing');
  };
  await expect(ask({ ...rule, load })).rejects.toThrow('no such thing');
  expect(await ask(rule)).toMatchObject({ value: 1, from: 'load' });
  expect(state.calls).toBe(1);
});

const wrong = new Error('a mistake of whoever asks');
const throwing = (): never => {
  throw wrong;
};
/** What a program without types may give. */
const giving = (value: unknown) => ({ failureForMs: () => value as number });

test.each<[string, Partial<GetOrLoadOptions<number>>, unknown]>([
  ['failureForMs', { failureForMs: throwing }, wrong],
  ['asker.isMeant', { asker: { id: 'anna', isMeant: throwing } }, wrong],
  ...[Number.NaN, -1, 'x', null].map((value): [string, Partial<GetOrLoadOptions<number>>, unknown] => [
    'failureForMs',
    giving(value),
    expect.any(InvalidOptionError),
  ]),
])('a mistake in %s, %j, hides no error of the load, and is told', async (callback, mistaken, error) => {
  const { state, cache, ask } = failingOrigin();
  const told: CacheEvent[] = [];
  cache.on((event) => event.type === 'callback-error' && told.push(event));
  state.failure = new Error('down');
  await expect(ask(mistaken)).rejects.toBe(state.failure);
  expect(told.length).toBeGreaterThan(0);
  for (const event of told)
    expect(event).toEqual({
      type: 'callback-error',
      callback,
      error,
      scope: publicScope,
      key: 'answer',
      name: 'unnamed',
    });
  // It has said nothing: what failed is no judgement, and what was there may stand in for it.
  state.failure = undefined;
  await ask({});
  state.time += 200;
  state.failure = new Error('down');
  expect(await ask({ ...mistaken, graceMs: 10_000 })).toMatchObject({
    value: 2,
    reason: 'error',
    error: state.failure,
  });
});
