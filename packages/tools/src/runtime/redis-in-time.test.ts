import type { RedisClient } from '@tonearm/resilience';
import { manualClock } from '@tonearm/resilience/testing';
import { expect, test } from 'vitest';
import { redisInTime } from './redis-in-time.js';

/** A Redis whose answers come when they are told to. */
function fixture() {
  const clock = manualClock(0);
  const asked: { readonly answer: (value: unknown) => void; readonly fail: () => void }[] = [];
  const ask = (): Promise<unknown> =>
    new Promise((resolve, reject) => asked.push({ answer: resolve, fail: () => reject(new Error('cut')) }));
  const redis: RedisClient = { eval: ask, evalsha: ask };
  const inTime = redisInTime(redis, 50, clock);
  /** Whether it is left alone: nothing is asked. */
  const isAway = (): boolean => {
    const before = asked.length;
    inTime.client.eval('', 0).catch(() => undefined);
    return asked.length === before;
  };
  return { clock, asked, isAway, ...inTime };
}

test('gives what Redis answers in time', async () => {
  const { asked, client, isAway } = fixture();
  const answers = [client.eval('', 0), client.evalsha('', 0)];
  for (const [index, { answer }] of asked.entries()) answer(index);
  expect(await Promise.all(answers)).toEqual([0, 1]);
  expect(isAway()).toBe(false);
});

test('waits for a Redis that does not answer once, and asks it no more for a while', async () => {
  const { clock, asked, client, isAway } = fixture();
  const first = client.eval('', 0);
  const failed = expect(first).rejects.toThrow('50 ms');
  await clock.advance(50);
  await failed;
  expect(isAway()).toBe(true);
  await expect(client.eval('', 0)).rejects.toThrow('a moment ago');
  await clock.advance(1_000);
  const later = client.eval('', 0);
  asked.at(-1)?.answer('again');
  expect(await later).toBe('again');
});

test('takes an answer that was only late for one', async () => {
  const { clock, asked, client, isAway } = fixture();
  const failed = expect(client.eval('', 0)).rejects.toThrow('50 ms');
  await clock.advance(50);
  await failed;
  asked[0]?.answer('late');
  await Promise.resolve();
  await Promise.resolve();
  expect(isAway()).toBe(false);
});

test('says at once what fails at once', async () => {
  const { asked, client, isAway } = fixture();
  const failed = expect(client.eval('', 0)).rejects.toThrow('cut');
  asked[0]?.fail();
  await failed;
  expect(isAway()).toBe(false);
});

test('asks nothing from the moment on at which the cache has found it silent, until the cache finds that it speaks', async () => {
  const { clock, asked, client, hear, isAway } = fixture();
  hear({ type: 'shared-error' });
  await clock.advance(60_000);
  await expect(client.evalsha('', 0)).rejects.toThrow('a moment ago');
  expect([asked.length, isAway()]).toEqual([0, true]);
  hear({ type: 'shared-restored' });
  expect(isAway()).toBe(false);
});

test('lets nobody wait for what was asked before the cache found it silent', async () => {
  const { client, hear, clock } = fixture();
  const asked = [client.eval('', 0), client.evalsha('', 0)].map((each) => expect(each).rejects.toThrow('others'));
  hear({ type: 'shared-error' });
  await Promise.all(asked);
  expect(clock.sleepers).toBe(0);
});

test('begins what is to be asked next only when an answer is late, and is told when that is over', async () => {
  const { clock, unlessSoon } = fixture();
  const seen: string[] = [];
  const begin = () => {
    seen.push('begins');
    return { ready: Promise.resolve(), over: () => void seen.push('over') };
  };
  const never = new Promise(() => undefined);
  const inTime = unlessSoon(never, begin);
  await clock.advance(4);
  inTime();
  await clock.advance(50);
  // Whoever goes on after an answer is not done yet for long: nothing is begun then.
  for (const answer of [async () => 'found', () => Promise.reject(new Error('cut'))]) {
    const over = unlessSoon(clock.sleep(4).then(answer), begin);
    await clock.advance(50);
    over();
  }
  expect(seen).toEqual([]);
  const late = unlessSoon(never, begin);
  await clock.advance(5);
  expect(seen).toEqual(['begins']);
  late();
  expect(seen).toEqual(['begins', 'over']);
});

test('is asked beside a question that finds out whether a silence is over, and by nobody else', async () => {
  const { clock, client, hear, isAway, asked, unlessSoon } = fixture();
  hear({ type: 'shared-error' });
  let found = (): void => undefined;
  const asks = (): Promise<unknown> => client.eval('', 0);
  const begun: Promise<unknown>[] = [];
  const begin = () => {
    begun.push(asks());
    return { ready: Promise.resolve(), over: () => undefined };
  };
  unlessSoon(new Promise<void>((resolve) => (found = resolve)), begin);
  await clock.advance(5);
  expect([asked.length, isAway()]).toEqual([1, true]);
  asked[0]?.answer('yes');
  expect(await begun[0]).toBe('yes');
  found();
  // When it turns out to be silent still, nobody goes on waiting.
  unlessSoon(new Promise(() => undefined), begin);
  await clock.advance(5);
  hear({ type: 'shared-error' });
  await expect(begun[1]).rejects.toThrow('does not answer others');
});

test('is waited for as long as is left of what a call may wait, and not at all when it is away', async () => {
  const { clock, wait, hear } = fixture();
  const never = new Promise(() => undefined);
  const waited = async (done: Promise<unknown>, leftMs?: number, advanceMs = 60): Promise<unknown> => {
    const left = wait(done, leftMs);
    await clock.advance(advanceMs);
    return Promise.race([left, 'still waiting']);
  };
  expect(await waited(Promise.resolve())).toBe(50);
  expect(await waited(clock.sleep(40))).toBe(10);
  expect(await waited(Promise.reject(new Error('cut')), 30)).toBe(30);
  expect(await waited(never)).toBe(0);
  expect(await waited(never, 10, 9)).toBe('still waiting');
  expect(await waited(never, 10)).toBe(0);
  expect(await waited(never, 0, 0)).toBe(0);
  hear({ type: 'shared-error' });
  expect(await waited(never, 50, 0)).toBe(50);
});
