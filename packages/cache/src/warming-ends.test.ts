import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, publicScope, userScope } from './index.js';

const names = (items: readonly { readonly key: string }[]) => items.map(({ key }) => key);

test('a warming loads nothing more for somebody who is forgotten meanwhile', async () => {
  const cache = createCache();
  const item = (key: string, user: string) => ({
    ...{ scope: userScope(user), key, freshForMs: 1e9 },
    async load() {
      if (key === 'first') await cache.forget('anna');
      return key;
    },
  });
  const items = [item('first', 'anna'), item('second', 'anna'), item('other', 'bert')];
  const report = await cache.warm({ items, concurrency: 1 }).report;
  expect([names(report.notStored), names(report.skipped), names(report.stored)]).toEqual([
    ['first'],
    ['second'],
    ['other'],
  ]);
  expect(cache.statistics().entries).toBe(1);
  const again = await cache.warm({ items: [item('second', 'anna')] }).report;
  expect(names(again.stored), 'whoever is back may be remembered').toEqual(['second']);
});

test('a warming ends with its time although somebody waits for ever', async () => {
  const cache = createCache();
  const question = { scope: publicScope, freshForMs: 1 };
  const waiting = cache.getOrLoad({ ...question, key: 'slow', load: () => new Promise(() => undefined) });
  waiting.catch(() => undefined);
  const items = [{ ...question, key: 'k', load: async () => 1 }];
  const { skipped } = await cache.warm({ items, budget: { timeMs: 5 } }).report;
  expect(names(skipped)).toEqual(['k']);
  cache.close();
});

test('what is done holds nothing until its time would have been over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const cache = createCache({ now: () => 0 });
  const item = { scope: publicScope, key: 'k', freshForMs: 100, load: async () => 1 };
  expect((await cache.warm({ items: [item], budget: { timeMs: 3_600_000 } }).report).stored).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
