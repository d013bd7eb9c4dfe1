import { EventEmitter } from 'node:events';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Notice } from '../store.js';
import { type RedisClient, redisDefaults } from './client.js';
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

describe('a line that is open and not up yet', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** A client whose line is about to come up, and the timers that are running. */
  function opening() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const timers = vi.spyOn(globalThis, 'setTimeout');
    let cuts = 0;
    const line = Object.assign(new EventEmitter(), {
      connect: async () => undefined,
      subscribe: async () => 1,
      disconnect: () => {
        cuts += 1;
      },
    });
    const client = { duplicate: () => line } as unknown as RedisClient;
    const nothing = () => undefined;
    const subscription = subscribe(client, 'channel', { heard: nothing, up: nothing, down: nothing });
    line.emit('connect');
    const lastTimer = (): NodeJS.Timeout => timers.mock.results.at(-1)?.value;
    return { line, subscription, cuts: () => cuts, lastTimer };
  }

  test('keeps no process alive, and takes its timer with it when it is closed', () => {
    const { subscription, lastTimer } = opening();
    expect([vi.getTimerCount(), lastTimer().hasRef()]).toEqual([1, false]);
    subscription.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is given up for another one after a second, once, and not when it has come up', async () => {
    const { line, cuts } = opening();
    line.emit('connect');
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(cuts()).toBe(1);
    line.emit('connect');
    line.emit('ready');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(cuts()).toBe(1);
  });
});
