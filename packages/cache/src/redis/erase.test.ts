import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { RedisClient } from './client.js';
import { countPrefix, erasePrefix } from './erase.js';

const place = { entryPrefix: '{e}:entry:', tags: '{e}:tags', prefix: 'user:4:anna:' };
const keyOf = (number: number): string => `${place.entryPrefix}${place.prefix}${number}`;

describe.skipIf(servicesAreOff)('erasing', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { lazyConnect: true });
  afterAll(async () => {
    client.disconnect();
    await redis?.stop();
  });
  beforeEach(() => client.flushall());

  /** A Redis in which something happens right after a command was carried out. */
  function when(command: string, happens: () => Promise<unknown>): RedisClient {
    return new Proxy<RedisClient>(client, {
      get(target, property) {
        if (property !== 'call') return Reflect.get(target, property);
        return async (name: string, ...rest: string[]) => {
          const reply = await client.call(name, ...rest);
          if (name === command) await happens();
          return reply;
        };
      },
    });
  }

  test('finds everything among many, and counts each once', async () => {
    const many = Array.from({ length: 3_500 }, (_, number) => number);
    await client.mset(Object.fromEntries(many.map((number) => [keyOf(number), 'x'])));
    await client.mset(Object.fromEntries(many.map((number) => [`${place.entryPrefix}user:4:bert:${number}`, 'x'])));
    await client.hset(place.tags, Object.fromEntries(many.map((number) => [`${place.prefix}tag:${number}`, number])));
    await client.hset(place.tags, 'epoch', 'e', 'seq', 7);
    expect(await countPrefix(client, place.entryPrefix + place.prefix)).toBe(3_500);
    expect(await erasePrefix(client, place)).toBe(3_500);
    expect(await countPrefix(client, place.entryPrefix)).toBe(3_500);
    expect(await client.hgetall(place.tags)).toEqual({ epoch: 'e', seq: '7' });
  });

  test('looks again, and goes on until nothing is left', async () => {
    await client.set(keyOf(1), 'x');
    let late = 2;
    const writing = when('UNLINK', async () => {
      if (late <= 4) await client.set(keyOf(late), 'x');
      late += 1;
    });
    expect(await erasePrefix(writing, place)).toBe(4);
    expect(await client.keys('*')).toEqual([]);
  });

  test('counts what it erased itself, and not what had gone before', async () => {
    await client.mset({ [keyOf(1)]: 'x', [keyOf(2)]: 'x' });
    const ending = when('HSCAN', () => client.del(keyOf(1)));
    expect(await erasePrefix(ending, place)).toBe(1);
  });

  test('says so when somebody writes faster than it erases', async () => {
    await client.set(keyOf(0), 'x');
    let number = 0;
    const endless = when('UNLINK', () => {
      number += 1;
      return client.set(keyOf(number), 'x');
    });
    await expect(erasePrefix(endless, place)).rejects.toThrow('written faster than they are erased');
  });
});
