import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import type { Notice } from '../store.js';
import { redisDefaults } from './client.js';
import { subscribe } from './subscription.js';

describe.skipIf(servicesAreOff)('a line for changes', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true });
  const speaker = new Redis(redis?.url ?? '', { lazyConnect: true });
  const endings: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of endings) end();
    for (const each of [client, speaker]) each.disconnect();
    await redis?.stop();
  });

  /** A line, and what happened on it. */
  function open(channel: string) {
    const happened: (string | Notice)[] = [];
    const line = subscribe(client, channel, {
      heard: (notice) => happened.push(notice),
      up: () => happened.push('up'),
      down: () => happened.push('down'),
    });
    endings.push(() => line.close());
    return { line, happened };
  }

  test('says nothing of itself until it hears, and is up as soon as it does', async () => {
    const { line, happened } = open('first');
    await expect(line.ping()).rejects.toThrow('the line for changes is down');
    await expect.poll(() => happened).toEqual(['up']);
    await line.ping();
  });

  test('is down at once when it is given up, and up again by itself', async () => {
    const { line, happened } = open('second');
    await expect.poll(() => happened).toEqual(['up']);
    line.reconnect();
    expect(happened).toEqual(['up', 'down']);
    await expect(line.ping()).rejects.toThrow('the line for changes is down');
    await expect.poll(() => happened).toEqual(['up', 'down', 'up']);
  });

  test('passes on what it understands, with a user only if one is forgotten', async () => {
    const { line, happened } = open('third');
    await expect.poll(() => happened).toEqual(['up']);
    const said = { epoch: 'e', sequence: 7, origin: 'me', names: ['a'] };
    for (const more of [{ forgotten: '' }, { forgotten: 'user:4:anna:' }, { names: undefined }]) {
      await speaker.publish('third', JSON.stringify({ ...said, ...more }));
    }
    await line.ping();
    const notice = { position: { epoch: 'e', sequence: 7 }, origin: 'me', names: ['a'] };
    expect(happened.slice(1)).toEqual([notice, { ...notice, forgotten: 'user:4:anna:' }, { ...notice, names: [] }]);
  });

  test.each([
    'no JSON',
    'null',
    '{"sequence":7}',
    '{"epoch":1,"sequence":7}',
    '{"epoch":"e","sequence":"7"}',
    '{"epoch":"e","sequence":7,"names":"a"}',
    '{"epoch":"e","sequence":7,"names":[1]}',
  ])('that says %s may have said anything: it counts as interrupted', async (message) => {
    const { line, happened } = open(`foreign ${message}`);
    await expect.poll(() => happened).toEqual(['up']);
    await speaker.publish(`foreign ${message}`, message);
    await line.ping();
    expect(happened).toEqual(['up', 'down', 'up']);
  });

  test('that is closed says no more, not even that it is down', async () => {
    const { line, happened } = open('last');
    await expect.poll(() => happened).toEqual(['up']);
    line.close();
    await speaker.publish('last', 'anything');
    await expect(line.ping()).rejects.toThrow();
    expect(happened).toEqual(['up']);
  });
});
