import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, type SharedStore, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

const scope = userScope('anna');

/** A cache on a store of one's own whose methods throw where they should reject. */
function world() {
  const state = { isDown: false, loads: 0, throwing: '', rejecting: '' };
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const inner = memoryStore();
  const store = new Proxy<SharedStore>(inner, {
    get(target, property) {
      const theirs: unknown = Reflect.get(target, property);
      if (typeof theirs !== 'function' || property === 'listen' || property === 'close') return theirs;
      return (...args: readonly unknown[]): unknown => {
        if (property === state.rejecting) return Promise.reject(new Error(`${property} rejects`));
        if (state.isDown || property === state.throwing) throw new Error(`${String(property)} throws at once`);
        return Reflect.apply(theirs, target, args);
      };
    },
  });
  const cache = createCache({ shared: { store, timeoutMs: 1_000 } });
  onTestFinished(() => {
    cache.close();
    process.off('unhandledRejection', unhandled);
  });
  const about = { scope, key: 'k', tags: ['t'], freshForMs: 1e9 };
  const load = async (): Promise<number> => {
    state.loads += 1;
    return state.loads;
  };
  const ask = async (): Promise<number> => {
    const value = await cache.getOrLoad({ ...about, load });
    await cache.idle();
    return value;
  };
  const askMany = () =>
    cache.getOrLoadMany({ ...about, keys: ['k'], load: async () => new Map([['k', await load()]]) });
  /** Node tells of those that nobody took up after what was queued by then. */
  const unheard = async (): Promise<number> => {
    await new Promise((resolve) => setImmediate(resolve));
    return unhandled.mock.calls.length;
  };
  return { state, inner, cache, ask, askMany, unheard };
}

test('a store that throws at once costs no answer, nor does one whose line can not be made anew', async () => {
  const { state, cache, ask, askMany, unheard } = world();
  state.isDown = true;
  for (let each = 1; each <= 4; each += 1) {
    await cache.catchUp();
    await cache.invalidateTags(scope, ['t']);
    expect(await (each % 2 === 0 ? askMany().then(([value]) => value) : ask())).toBe(each);
  }
  expect(cache.statistics().shared).toMatchObject({ isUp: false, problem: { message: 'invalidate throws at once' } });
  expect(await unheard()).toBe(0);
});

test('what it was not told is told before it is asked for anything else', async () => {
  const { state, cache, ask, unheard } = world();
  expect(await ask()).toBe(1);
  state.isDown = true;
  expect((await cache.invalidateTags(scope, ['t'])).shared).toBe('later');
  state.isDown = false;
  expect(await cache.catchUp()).toBe(true);
  expect(await ask()).toBe(2);
  expect(await unheard()).toBe(0);
});

test('a user whom it could not forget is forgotten before it is asked for anything else', async () => {
  const { state, inner, cache, ask, unheard } = world();
  expect(await ask()).toBe(1);
  state.isDown = true;
  expect(await cache.forget('anna')).toMatchObject({ entries: 1, isComplete: false });
  expect(await ask()).toBe(2);
  expect(inner.size).toBe(1);
  state.isDown = false;
  expect(await cache.catchUp()).toBe(true);
  expect(cache.statistics().shared?.pending).toBe(0);
  expect(inner.size).toBe(0);
  expect(await unheard()).toBe(0);
});

test('what a user left in it is not given while it does not hear that they are forgotten', async () => {
  const { state, cache, ask, unheard } = world();
  expect(await ask()).toBe(1);
  state.throwing = 'invalidate';
  expect((await cache.forget('anna')).isComplete).toBe(false);
  expect(await cache.catchUp()).toBe(false);
  expect(await ask()).toBe(2);
  expect(await unheard()).toBe(0);
});

test('what it is told beside a question that throws at once may fail, too', async () => {
  const { state, cache, ask, unheard } = world();
  expect(await ask()).toBe(1);
  Object.assign(state, { rejecting: 'invalidate', throwing: 'read' });
  await cache.invalidateTags(scope, ['t']);
  // Until it is asked again.
  const later = performance.now() + 5_000;
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(performance, 'now').mockImplementation(() => later);
  const before = cache.statistics().shared;
  expect(await ask()).toBe(2);
  expect(cache.statistics().shared).toMatchObject({ pending: before?.pending, reads: (before?.reads ?? 0) + 1 });
  expect(await unheard()).toBe(0);
});
