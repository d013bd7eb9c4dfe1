import { expect, test } from 'vitest';
import { createCache, type LoadContext, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

const maxAgeMs = 1_000;
const steps = 4_000;

/** Numbers from 0 to below 1, the same ones for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test.each([1, 2, 3])(
  'whatever readers and headers allow, and wherever a value comes from, none is given at the maximum age: seed %i',
  async (seed) => {
    const random = numbersFrom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
    let time = 0;
    const store = memoryStore(() => time);
    const caches = [0, 1].map(() => createCache({ now: () => time, random, maxAgeMs, shared: { store } }));
    await Promise.all(caches.map((cache) => cache.catchUp()));
    /** When the origin last said of a value that it is so. */
    const saidAt = new Map<string, number>();
    let made = 0;
    const make = (): string => {
      made += 1;
      saidAt.set(`value ${made}`, time);
      return `value ${made}`;
    };
    const load = async ({ conditions, previous, heed, limit, seed: keep }: LoadContext): Promise<string> => {
      const mood = random();
      if (mood < 0.3) throw new Error('the origin is down');
      if (mood < 0.5 && Object.keys(conditions()).length > 0) {
        saidAt.set(String(previous?.value), time);
        return String(previous?.value);
      }
      if (mood < 0.8) heed(new Headers({ etag: `"${made}"`, 'cache-control': 'max-age=9, stale-if-error=99999' }));
      if (mood < 0.6) limit({ freshForMs: 1e9 });
      const value = make();
      keep([{ key: pick(keys), value, rule: { freshForMs: 1e9, staleForMs: 1e9, graceMs: 1e9 } }]);
      return value;
    };
    const keys = ['a', 'b', 'c'];
    const ages = { given: 0, old: 0, late: 0 };
    for (let step = 0; step < steps; step += 1) {
      time += pick([0, 1, 50, 250, 400, 990]);
      const cache = pick(caches);
      const about = { scope: publicScope, key: pick(keys) };
      const rule = { freshForMs: pick([0, 100, 1e9]), staleForMs: pick([0, 1e9]), graceMs: pick([0, 1e9]) };
      if (random() < 0.1) {
        const since = cache.moment();
        const value = make();
        time += pick([0, 500, 999, 1_000]);
        await cache.set({ ...about, ...rule, value, since });
      }
      const answer = await cache
        .answer({ ...about, ...rule, retryAfterMs: pick([0, 300]), load })
        .catch(() => undefined);
      const peeked = cache.peek<string>(about);
      for (const value of [answer?.value, peeked]) {
        if (value === undefined) continue;
        const ageMs = time - (saidAt.get(value) ?? expect.unreachable());
        expect(ageMs, `step ${step}`).toBeLessThan(maxAgeMs);
        if (ageMs > 0.9 * maxAgeMs) ages.late += 1;
      }
      if (answer !== undefined) ages[answer.state === 'stale' ? 'old' : 'given'] += 1;
      await Promise.all(caches.map((each) => each.idle()));
    }
    // It has seen what it is about.
    for (const count of Object.values(ages)) expect(count).toBeGreaterThan(steps / 100);
    for (const cache of caches) cache.close();
  },
);

test('whoever waited for a load that took that long is given what it brought, and nobody else is', async () => {
  let time = 0;
  const cache = createCache({ now: () => time, maxAgeMs: 1_000 });
  const ask = (takesMs: number) =>
    cache.answer({
      ...{ scope: publicScope, key: 'k', freshForMs: 1e9, staleForMs: 1e9, graceMs: 1e9 },
      load: async () => {
        time += takesMs;
        return takesMs;
      },
    });
  expect(await ask(1_500)).toMatchObject({ value: 1_500, from: 'load' });
  expect(await ask(1)).toMatchObject({ value: 1, from: 'load' });
});
