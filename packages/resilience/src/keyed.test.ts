import { expect, test } from 'vitest';
import { bulkhead, cooldown, tokenBucket } from './index.js';
import { keyed } from './keyed.js';
import { manualClock } from './testing/index.js';

test('keys without end need no memory without end, and nothing that matters is forgotten', () => {
  const states = keyed<{ busy: boolean }>({
    perKey: true,
    create: () => ({ busy: false }),
    isIdle: ({ busy }) => !busy,
  });
  for (let index = 0; index < 100; index += 1) states.of(`busy-${index}`).busy = true;
  for (let index = 0; index < 100_000; index += 1) states.of(`idle-${index}`);
  const kept = [...states.entries()];
  expect(kept.length).toBeLessThanOrEqual(1_000);
  expect(kept.filter(([, { busy }]) => busy)).toHaveLength(100);
});

test('a function puts keys into groups that share their limits', async () => {
  const perKey = (key: string | undefined) => key?.split('.')[0];
  const clock = manualClock(1_000);
  const bucket = tokenBucket({ ratePerSecond: 1, perKey, clock });
  expect(['albums.get', 'albums.tracks', 'artists.get'].map((key) => bucket.tryAcquire(key))).toEqual([
    true,
    false,
    true,
  ]);
  const gate = cooldown({ cooldownOf: () => 60_000, perKey, clock });
  await gate.execute(() => Promise.reject(new Error('429')), { key: 'albums.get' }).catch(() => undefined);
  expect([gate.endsAt('albums.tracks'), gate.endsAt('artists.get')]).toEqual([61_000, undefined]);
  expect(gate.silences()).toEqual([{ key: 'albums', endsAt: 61_000 }]);
  const rooms = bulkhead({ limit: 1, perKey });
  void rooms.execute(() => new Promise(() => undefined), { key: 'albums.get' });
  expect([rooms.active('albums.tracks'), rooms.active('artists.get')]).toEqual([1, 0]);
});
