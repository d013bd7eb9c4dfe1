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
  return { clock, asked, ...redisInTime(redis, 50, clock) };
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
  await clock.advance(49);
  expect(isAway()).toBe(false);
  await clock.advance(1);
  await failed;
  expect(isAway()).toBe(true);
  await expect(client.eval('', 0)).rejects.toThrow('a moment ago');
  expect(asked).toHaveLength(1);
  await clock.advance(1_000);
  const later = client.eval('', 0);
  asked[1]?.answer('again');
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
