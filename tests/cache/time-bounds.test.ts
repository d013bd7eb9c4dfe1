import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { timeOf as timeTaken } from '@tonearm/tooling/clock';
import { freePort, servicesAreOff } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { certain, group, type Member } from './group.js';

/** What a caller may have to wait longer than for the load alone. */
const mostMs = 60;
const about = { scope: publicScope, freshForMs: 1e9 };

/** From here on timers go by the clock of the test alone, which goes on while everybody waits for it; sockets are what they are. */
function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
}
afterEach(() => void vi.useRealTimers());
const timeOf = (work: () => Promise<unknown>) => timeTaken(work, (ms) => vi.advanceTimersByTimeAsync(ms));

/** Everything that somebody may wait for. */
const steps: readonly [string, (cache: Member['cache']) => Promise<unknown>][] = [
  ['a question', (cache) => cache.getOrLoad({ ...about, key: 'a', load: async () => 'a' })],
  ['a load by turns', (cache) => cache.getOrLoad({ ...about, key: 'b', flight: 'everywhere', load: async () => 'b' })],
  ['a question about many', (cache) => cache.getMany({ ...about, keys: ['c', 'd', 'e'] })],
  ['a value that is set', (cache) => cache.set({ ...about, key: 'f', value: 'f' })],
  ['a reload', (cache) => cache.reload({ ...about, key: 'g', load: async () => 'g' })],
  ['an invalidation', (cache) => cache.invalidateTags(publicScope, ['t'])],
];

describe.skipIf(servicesAreOff)('of a real Redis that', () => {
  describe.each<[string, (member: Member, redis: { signal(name: 'SIGSTOP' | 'SIGCONT'): void }) => void]>([
    ['hangs', (_member, redis) => redis.signal('SIGSTOP')],
    ['takes two seconds for each answer', ({ proxy }) => Object.assign(proxy.faults, { delayMs: 2_000 })],
    ['is at the end of a line that is half open', ({ proxy }) => Object.assign(proxy.faults, { swallows: true })],
  ])('%s', (_how, spoil) => {
    test.each(steps)('%s waits no longer than may be added to any answer', async (_what, step) => {
      const { join, redis } = await group();
      const one = await join({ shared: { timeoutMs: 50 } });
      await certain(one);
      spoil(one, redis);
      holdTime();
      // The first one finds it out, and is given its answer all the same.
      const tookMs = await timeOf(() => step(one.cache));
      expect(tookMs).toBeLessThanOrEqual(mostMs);
      expect(tookMs, 'it was asked').toBeGreaterThan(10);
      // Whoever comes after knows it.
      expect(await timeOf(() => one.get('next'))).toBeLessThanOrEqual(1);
      vi.useRealTimers();
      redis.signal('SIGCONT');
    });
  });

  test.each(steps)('nobody has started %s waits no longer than may be added to any answer', async (_what, step) => {
    const client = new Redis(await freePort(), '127.0.0.1', redisDefaults);
    const failed = new Promise((resolve) => client.once('error', resolve));
    holdTime();
    const cache = createCache({ shared: { store: redisStore({ client }) } });
    expect(await timeOf(() => step(cache))).toBeLessThanOrEqual(mostMs);
    await failed;
    expect(await timeOf(() => step(cache))).toBeLessThanOrEqual(mostMs);
    cache.close();
    client.disconnect();
  });
});
