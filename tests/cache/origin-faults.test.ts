import { type GetOrLoadOptions, LoadTimeoutError, publicScope } from '@tonearm/cache';
import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
import { certain, group, until } from './group.js';

const about = { scope: publicScope, key: 'k', tags: ['k'], freshForMs: 1e9 };

interface Clock {
  now: number;
}

/** A load of which each call ends when it is told to. */
function heldLoads() {
  const calls: { readonly signal: AbortSignal; end(value: string): void }[] = [];
  const load: GetOrLoadOptions<string>['load'] = ({ signal }) => new Promise((end) => calls.push({ signal, end }));
  return { calls, load };
}

describe.skipIf(servicesAreOff)('with a real Redis between, an origin', () => {
  test('that hangs is called once for all who wait; they are told so in one error, and the next may try again', async () => {
    const { join } = await group();
    const one = await join();
    await certain(one);
    const { calls, load } = heldLoads();
    const asked = Array.from({ length: 100 }, () => one.cache.getOrLoad({ ...about, load, hardTimeoutMs: 30 }));
    const failures = await Promise.allSettled(asked);
    const reasons = new Set(failures.map((each) => (each.status === 'rejected' ? each.reason : 'answered')));
    expect([...reasons]).toEqual([expect.any(LoadTimeoutError)]);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(await one.get('k')).toBe('old');
  });

  test('that fails is called once for all who wait, in each process, and left alone for a while; what is old is given, from whichever tier', async () => {
    const { join, origin } = await group();
    // A clock each that stands still, but for when the test says so: Redis has one of its own.
    const clocks: readonly [Clock, Clock] = [{ now: 0 }, { now: 0 }];
    const [one, two] = [
      await join({ cache: { now: () => clocks[0].now } }),
      await join({ cache: { now: () => clocks[1].now } }),
    ];
    await Promise.all([certain(one), certain(two)]);
    const rule = { freshForMs: 0, graceMs: 1e6, retryAfterMs: 1_000 };
    await one.get('k', { freshForMs: 1e6 });
    await one.cache.idle();
    origin.isDown = true;
    origin.loads = 0;
    // The second has nothing in memory: what is old comes from Redis.
    for (const [member, clock] of [
      [one, clocks[0]],
      [two, clocks[1]],
    ] as const) {
      clock.now += 100;
      const before = origin.loads;
      const ask = () => Promise.all(Array.from({ length: 50 }, () => member.get('k', rule)));
      expect(new Set(await ask())).toEqual(new Set(['old']));
      expect(origin.loads).toBe(before + 1);
      clock.now += 999;
      expect(new Set(await ask())).toEqual(new Set(['old']));
      expect(origin.loads).toBe(before + 1);
      clock.now += 1;
      await ask();
      expect(origin.loads).toBe(before + 2);
    }
    // Of what nobody ever had there is only the error, one for all.
    const failures = await Promise.allSettled(Array.from({ length: 50 }, () => one.get('never loaded')));
    expect(new Set(failures.map((each) => each.status === 'rejected' && each.reason)).size).toBe(1);
    expect(failures[0]).toMatchObject({ status: 'rejected', reason: new Error('the origin is down') });
    origin.isDown = false;
    origin.value = 'new';
    for (const clock of clocks) clock.now += 10_000;
    for (const member of [one, two]) expect(await member.get('k', rule)).toBe('new');
  });

  test('that answers after everybody has left changes nothing: not what was loaded meanwhile, here or elsewhere', async () => {
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    const { calls, load } = heldLoads();
    const leaving = new AbortController();
    const left = one.cache.getOrLoad({ ...about, load, signal: leaving.signal });
    await until(() => calls.length === 1);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(calls[0]?.signal.aborted).toBe(true);
    // Whoever asks next does not wait for it.
    expect(await one.cache.getOrLoad({ ...about, load: async () => 'loaded anew' })).toBe('loaded anew');
    await one.cache.idle();
    calls[0]?.end('too late');
    await new Promise((resolve) => setImmediate(resolve));
    await one.cache.idle();
    for (const member of [one, two]) {
      expect(await member.cache.getOrLoad({ ...about, load: async () => 'not needed' })).toBe('loaded anew');
    }
  });

  test('that answers after it was given up changes nothing either, also when nobody asked meanwhile', async () => {
    const { join } = await group();
    const one = await join();
    await certain(one);
    const { calls, load } = heldLoads();
    await expect(one.cache.getOrLoad({ ...about, load, hardTimeoutMs: 20 })).rejects.toThrow(LoadTimeoutError);
    calls[0]?.end('too late');
    await new Promise((resolve) => setImmediate(resolve));
    await one.cache.idle();
    expect(one.cache.peek(about)).toBeUndefined();
    expect(one.cache.statistics().shared?.writes).toBe(0);
  });
});
