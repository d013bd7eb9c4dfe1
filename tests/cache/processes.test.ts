import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './group.js';
import { type Member, startMember } from './member.js';

const endings: (() => unknown)[] = [];
const members: Member[] = [];
const origin = { values: new Map<string, number>(), loads: 0, delayMs: 0 };

async function start(redis: { readonly port: number }): Promise<Member> {
  const member = await startMember(redis, origin);
  endings.push(
    () => member.proxy.stop(),
    () => member.kill(),
  );
  return member;
}

describe.skipIf(servicesAreOff)('four processes that share a Redis', () => {
  beforeAll(async () => {
    const redis = await startRedis();
    endings.push(() => redis.stop());
    for (let index = 0; index < 4; index += 1) members.push(await start(redis));
    for (const member of members) await until(async () => (await member.ask('isCertain')) === true);
  }, 30_000);
  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  });

  test('never give what is older than an invalidation that they have heard of, while lines are slow, mute and cut', async () => {
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    const pick = () => members[random(members.length)] ?? expect.unreachable();
    for (let step = 0; step < 150; step += 1) {
      const [key, writer, reader] = [`k${random(3)}`, pick(), pick()];
      reader.proxy.faults.delayMs = random(4) === 0 ? 3 : 0;
      if (random(8) === 0) reader.proxy.cut();
      // Half open: everything is taken, nothing is answered, and nobody says so.
      const isMute = random(15) === 0;
      reader.proxy.faults.swallows = isMute;
      origin.delayMs = random(3);
      // Loads that are under way when the value changes.
      const early = members.map((member) => member.ask('get', key));
      const value = step + 1;
      origin.values.set(key, value);
      const isTold = (await writer.ask('invalidate', key)) === 'told';
      expect(await writer.ask('get', key), `step ${step}: the writer`).toBe(value);
      if (isTold && (await reader.ask('catchUp')) === true) {
        // Nor in place of a load that fails.
        expect([value, 'nothing'], `step ${step}: a reader that has heard`).toContain(await reader.ask('getOld', key));
        expect(await reader.ask('get', key), `step ${step}: a reader that has heard`).toBe(value);
      }
      await Promise.all(early);
      reader.proxy.faults.swallows = false;
      if (isMute) reader.proxy.cut();
    }
  }, 60_000);

  test('load once for all when they are told to take turns', async () => {
    for (const { proxy } of members) proxy.faults.delayMs = 0;
    for (const member of members) await until(async () => (await member.ask('isCertain')) === true);
    origin.delayMs = 50;
    // A process that is not let run for long loses its turn, which costs a second load: not every time, though.
    const loads: number[] = [];
    for (const key of ['once', 'once more', 'and again']) {
      origin.loads = 0;
      origin.values.set(key, 42);
      const crowd = Array.from({ length: 250 }, () => members.map((member) => member.ask('getOnce', key))).flat();
      expect(new Set(await Promise.all(crowd))).toEqual(new Set([42]));
      loads.push(origin.loads);
      if (origin.loads === 1) break;
    }
    expect(loads.at(-1), `loads for each crowd: ${loads}`).toBe(1);
  });

  test('take turns also with a Redis whose answers take most of the time that they are waited for', async () => {
    // A trip takes 140 of the 200 milliseconds: a look and, after it, a question for the turn would take too long.
    for (const { proxy } of members) proxy.faults.delayMs = 70;
    origin.delayMs = 50;
    const loads: number[] = [];
    for (const key of ['far', 'far away', 'further', 'far off']) {
      origin.loads = 0;
      origin.values.set(key, 42);
      expect(await Promise.all(members.map((member) => member.ask('getOnce', key)))).toEqual([42, 42, 42, 42]);
      loads.push(origin.loads);
      if (origin.loads === 1) break;
    }
    expect(loads.at(-1), `loads for each four: ${loads}`).toBe(1);
    for (const { proxy } of members) proxy.faults.delayMs = 0;
  });

  test("go on alone while Redis can't be reached, one load in each", async () => {
    for (const { proxy } of members) {
      proxy.faults.refuses = true;
      proxy.cut();
    }
    origin.loads = 0;
    const crowd = Array.from({ length: 50 }, () => members.map((member) => member.ask('getOnce', 'alone'))).flat();
    await Promise.all(crowd);
    expect(origin.loads).toBe(4);
    for (const { proxy } of members) proxy.faults.refuses = false;
    for (const member of members) await until(async () => (await member.ask('isCertain')) === true);
  }, 20_000);
});
