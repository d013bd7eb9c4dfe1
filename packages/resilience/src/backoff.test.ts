import { expect, test } from 'vitest';
import { delays } from './backoff.js';
import { seededRandom } from './seeded-random.js';

const options = { initialDelayMs: 100, maxDelayMs: 1_000 };

function draw(jitter: 'full' | 'decorrelated', random: () => number, length: number): number[] {
  const next = delays({ ...options, jitter, random })();
  return Array.from({ length }, next);
}

test('full jitter has a ceiling that doubles up to the maximum', () => {
  expect(draw('full', () => 1, 6)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  expect(draw('full', () => 0, 3)).toEqual([0, 0, 0]);
});

test('decorrelated jitter lies between the first delay and three times the one before', () => {
  expect(draw('decorrelated', () => 1, 4)).toEqual([300, 900, 1_000, 1_000]);
  expect(draw('decorrelated', () => 0, 3)).toEqual([100, 100, 100]);
  let before = 100;
  for (const delay of draw('decorrelated', seededRandom(3), 500)) {
    expect(delay).toBeGreaterThanOrEqual(100);
    expect(delay).toBeLessThanOrEqual(Math.min(1_000, before * 3));
    before = delay;
  }
});

test('a crowd with decorrelated jitter does not come back together', () => {
  const next = delays({ initialDelayMs: 100, maxDelayMs: 10_000, jitter: 'decorrelated', random: seededRandom(5) });
  const third = Array.from({ length: 1_000 }, () => {
    const one = next();
    return one() + one() + one();
  });
  const slots = new Map<number, number>();
  for (const at of third) slots.set(Math.floor(at / 100), (slots.get(Math.floor(at / 100)) ?? 0) + 1);
  expect(Math.max(...slots.values())).toBeLessThan(150);
});
