import { publicScope } from '@tonearm/cache';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { certain, group, until } from './group.js';
import { type Member, startMember } from './member.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Real processes with a Redis, whose wall clocks are so far from ours. */
async function members(...skewsMs: readonly number[]) {
  const redis = await startRedis();
  endings.push(() => redis.stop());
  const origin = { values: new Map<string, number>(), loads: 0, delayMs: 0 };
  const all: Member[] = [];
  for (const skewMs of skewsMs) {
    const member = await startMember(redis, origin, { skewMs });
    endings.push(
      () => member.proxy.stop(),
      () => member.kill(),
    );
    all.push(member);
  }
  for (const member of all) await until(async () => (await member.ask('isCertain')) === true);
  const [one, two] = all;
  if (one === undefined || two === undefined) throw new Error('There must be two');
  return { redis, origin, one, two };
}

describe.skipIf(servicesAreOff)('real processes', () => {
  test('go on when the one that loads for all dies with the lock in its hand', async () => {
    const { redis, origin, one, two } = await members(0, 0);
    origin.delayMs = 60_000;
    void one.ask('getInTurn', 'k');
    await until(() => origin.loads === 1);
    const client = new Redis(redis.url);
    endings.push(() => client.disconnect());
    // Twice as long as a load may take: neither is it given up too soon, nor does a process that is gone hold up the others.
    const [lock = ''] = await client.keys('{processes}:lock:*');
    const lockedForMs = await client.pttl(lock);
    expect(lockedForMs).toBeGreaterThan(0);
    expect(lockedForMs).toBeLessThanOrEqual(800);
    origin.delayMs = 0;
    origin.values.set('k', 7);
    const waits = two.ask('getInTurn', 'k');
    one.kill();
    expect(await waits).toBe(7);
    expect(origin.loads).toBe(2);
  });

  test('lose nothing but a second call when the one that loads for all stands still for longer than its lock', async () => {
    const { redis, origin, one, two } = await members(0, 0);
    origin.delayMs = 60_000;
    const standing = one.ask('getInTurn', 'k');
    await until(() => origin.loads === 1);
    const client = new Redis(redis.url);
    endings.push(() => client.disconnect());
    one.signal('SIGSTOP');
    origin.delayMs = 0;
    origin.values.set('k', 7);
    // By then the lock has run out, and somebody else loads.
    expect(await two.ask('getInTurn', 'k')).toBe(7);
    expect(origin.loads).toBe(2);
    const entry = '{processes}:entry:public:k';
    await until(async () => (await client.exists(entry)) === 1);
    const kept = await client.getBuffer(entry);
    one.signal('SIGCONT');
    // Its own load has been taking too long, too, or it finds what the other one has brought; it never brings back its own.
    expect([7, 'failed']).toContain(await standing);
    for (const member of [one, two]) expect(await member.ask('getInTurn', 'k')).toBe(7);
    expect(origin.loads).toBe(2);
    expect(await client.getBuffer(entry)).toEqual(kept);
  });

  test('share values and hear of changes though their wall clocks are hours apart', async () => {
    const { origin, one, two } = await members(3_600_000, -3_600_000);
    for (const [writer, reader] of [
      [one, two],
      [two, one],
    ] as const) {
      for (let value = 1; value <= 5; value += 1) {
        origin.values.set('k', value);
        expect(await writer.ask('invalidate', 'k')).toBe('told');
        expect(await reader.ask('catchUp')).toBe(true);
        expect(await reader.ask('get', 'k')).toBe(value);
      }
      const { loads } = origin;
      // Neither too old nor from the future: what the other has stored is good.
      await until(async () => (await writer.ask('get', 'k')) === 5);
      expect(origin.loads).toBeLessThanOrEqual(loads + 1);
    }
  });
});

describe.skipIf(servicesAreOff)('the line for changes', () => {
  /** Two caches, and somebody who can say anything on their line. */
  async function stage() {
    const { join, origin, redis } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    const intruder = new Redis(redis.url);
    const tap = new Redis(redis.url);
    endings.push(
      () => intruder.disconnect(),
      () => tap.disconnect(),
    );
    const said: string[] = [];
    tap.on('message', (_channel, message) => said.push(String(message)));
    const channel = '{test}:changes:0';
    await tap.subscribe(channel);
    return { one, two, origin, said, intruder, say: (message: string) => intruder.publish(channel, message) };
  }

  test('may say everything twice, late and in any order: nothing old comes back, and nothing is loaded for it', async () => {
    const { one, two, origin, said, say } = await stage();
    for (const value of ['v1', 'v2', 'v3']) {
      origin.value = value;
      await one.cache.invalidateTags(publicScope, ['k']);
      await two.cache.catchUp();
      expect(await two.get('k')).toBe(value);
    }
    await until(() => said.length === 3);
    await two.cache.idle();
    const { loads } = origin;
    const { distrusts } = two.cache.statistics();
    for (const message of [...said, ...said.toReversed(), ...said]) await say(message);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('v3');
    expect(origin.loads).toBe(loads);
    expect(two.cache.statistics()).toMatchObject({ distrusts, heard: 3 });
    origin.value = 'v4';
    await one.cache.invalidateTags(publicScope, ['k']);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('v4');
  });

  test('loses a message: the next one shows the gap, and memory is void', async () => {
    const { one, two, origin, said, say } = await stage();
    expect(await two.get('k')).toBe('old');
    await one.cache.invalidateTags(publicScope, ['unheard']);
    await until(() => said.length === 1);
    await two.cache.catchUp();
    const { distrusts } = two.cache.statistics();
    const { epoch, sequence, ...rest } = JSON.parse(said[0] ?? '');
    // As if two had been said in between.
    await say(JSON.stringify({ ...rest, epoch, sequence: sequence + 3 }));
    origin.value = 'new';
    await until(() => two.cache.statistics().distrusts > distrusts);
    expect((await two.cache.explain(publicScope, 'k')).memory.state).toBe('void');
  });

  test('says what nobody understands: it may have been a change, and that is looked up', async () => {
    const { two, intruder, say } = await stage();
    expect(await two.get('k')).toBe('old');
    await two.cache.idle();
    const { distrusts } = two.cache.statistics();
    await intruder.hincrby('{test}:tags', 'seq', 1);
    await say('{"from":"a later version"}');
    await until(() => two.cache.statistics().distrusts === distrusts + 1);
    expect((await two.cache.explain(publicScope, 'k')).memory.state).toBe('void');
  });

  test.each([
    '',
    'no JSON',
    '{}',
    '{"epoch":1,"sequence":"x"}',
    '{"epoch":"e","sequence":1,"names":[1]}',
    'null',
    '[]',
  ])('says %j, which nobody of ours said: nothing fails, and what is kept is looked at anew', async (message) => {
    const { one, two, origin, say } = await stage();
    await two.get('k');
    await say(message);
    await two.cache.catchUp();
    origin.value = 'new';
    await one.cache.invalidateTags(publicScope, ['k']);
    await two.cache.catchUp();
    await certain(two);
    expect(await two.get('k')).toBe('new');
  });
});

describe.skipIf(servicesAreOff)('a value', () => {
  test('of many megabytes is shared, and one that is more than memory may hold is given and kept nowhere', async () => {
    const { join } = await group();
    const large = 'x'.repeat(8 * 1024 * 1024);
    const [one, two, small] = [await join(), await join(), await join({ cache: { maxBytes: 1_000_000 } })];
    await Promise.all([one, two, small].map(certain));
    let loads = 0;
    const ask = (member: typeof one, key: string) =>
      member.cache.getOrLoad({
        ...{ scope: publicScope, key, freshForMs: 60_000 },
        load: async () => {
          loads += 1;
          return large;
        },
      });
    expect(await ask(one, 'k')).toBe(large);
    await one.cache.idle();
    expect(await ask(two, 'k')).toBe(large);
    expect(loads).toBe(1);
    expect(await ask(small, 'other')).toBe(large);
    expect(small.cache.statistics()).toMatchObject({ entries: 0, evictions: 0 });
  });

  test('that its codec can not write stays in memory, and no caller hears of it', async () => {
    const { join } = await group();
    const one = await join();
    await certain(one);
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const ask = () =>
      one.cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 60_000, load: async () => circular });
    expect(await ask()).toBe(circular);
    await one.cache.idle();
    expect(await ask()).toBe(circular);
    expect(one.cache.statistics()).toMatchObject({ loads: 1, hits: 1, shared: { writes: 0, isUp: true } });
  });
});
