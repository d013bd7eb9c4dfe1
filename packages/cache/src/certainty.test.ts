import { expect, onTestFinished, test, vi } from 'vitest';
import { type Cache, createCache, publicScope, type SharedStore } from './index.js';
import { memoryStore } from './testing/index.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A cache whose line goes up and down as it is told, and whose store says where it stands when it is told to. */
function fixture() {
  const base = memoryStore(() => 0);
  const control = { up: (): void => undefined, down: (): void => undefined, answers: [] as (() => void)[] };
  const store: SharedStore = {
    ...base,
    async position() {
      await new Promise<void>((resolve) => control.answers.push(resolve));
      return base.position();
    },
    listen(listener) {
      control.up = () => listener.up();
      control.down = () => listener.down();
      return base.listen({ ...listener, up: () => undefined });
    },
  };
  const cache = createCache({ now: () => 0, shared: { store, timeoutMs: 60_000 } });
  return { control, cache, isCertain: () => cache.statistics().shared?.isCertain };
}

test('is certain when the line is up and it is known that nothing was missed, and not before', async () => {
  const { control, cache, isCertain } = fixture();
  control.up();
  await turn();
  expect(isCertain()).toBe(false);
  control.answers[0]?.();
  await turn();
  expect(isCertain()).toBe(true);
  control.down();
  expect(isCertain()).toBe(false);
  cache.close();
});

test('is not certain by an answer to a question from before the line went down', async () => {
  const { control, cache, isCertain } = fixture();
  control.up();
  await turn();
  control.down();
  control.answers[0]?.();
  await turn();
  expect(isCertain()).toBe(false);
  // Nor by one from before it came up again: the answer to the latest question counts.
  control.up();
  await turn();
  control.down();
  control.up();
  await turn();
  control.answers[1]?.();
  await turn();
  expect(isCertain()).toBe(false);
  control.answers[2]?.();
  await turn();
  expect(isCertain()).toBe(true);
  cache.close();
});

test('has not caught up before it is known what was missed while the line was down', async () => {
  const { control, cache, isCertain } = fixture();
  control.up();
  await turn();
  const said: boolean[] = [];
  const asked = cache.catchUp().then((hasCaughtUp) => said.push(hasCaughtUp));
  await turn();
  expect(said).toEqual([]);
  for (const answer of control.answers) answer();
  await asked;
  expect([said, isCertain()]).toEqual([[true], true]);
  // Nor when the line goes down again before that is known.
  control.down();
  control.up();
  const again = cache.catchUp();
  await turn();
  control.down();
  for (const answer of control.answers) answer();
  expect(await again).toBe(false);
  cache.close();
});

test('all who ask at the same time whether everything is heard are told so by one answer of the store', async () => {
  const { control, cache } = fixture();
  control.up();
  await turn();
  const first = cache.catchUp();
  await turn();
  const second = cache.catchUp();
  await turn();
  expect(control.answers).toHaveLength(1);
  control.answers[0]?.();
  expect(await Promise.all([first, second])).toEqual([true, true]);
  cache.close();
});

test('has caught up when the line blinked while the store was asked, as soon as the store says where it stands by then', async () => {
  const { control, cache } = fixture();
  control.up();
  await turn();
  const said: boolean[] = [];
  const asked = cache.catchUp().then((hasCaughtUp) => said.push(hasCaughtUp));
  await turn();
  control.down();
  control.up();
  await turn();
  control.answers[0]?.();
  await turn();
  expect(said).toEqual([]);
  control.answers[1]?.();
  await asked;
  expect(said).toEqual([true]);
  cache.close();
});

/** Two caches that share a store; the line of the second goes up and down as it is told. */
async function pair() {
  const state = { time: 0 };
  const store = memoryStore(() => state.time);
  const line = { up: (): void => undefined, down: (): void => undefined, isUp: true };
  const heard: SharedStore = {
    ...store,
    listen(listener) {
      line.up = () => {
        line.isUp = true;
        listener.up();
      };
      line.down = () => {
        line.isUp = false;
        listener.down();
      };
      return store.listen({ ...listener, heard: (notice) => line.isUp && listener.heard(notice) });
    },
  };
  const [one, two] = [store, heard].map((each) => createCache({ now: () => state.time, shared: { store: each } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  return { state, store, line, one, two, end: () => [one, two].map((cache) => cache.close()) };
}

test('what the store called valid after changes that were not heard is still there when the line comes up', async () => {
  const { state, line, one, two, end } = await pair();
  const question = { scope: publicScope, key: 'k', freshForMs: 10, graceMs: 1e6 };
  await one.answer({ ...question, load: async () => 'old' });
  await one.idle();
  line.down();
  for (let each = 0; each < 3; each += 1) await one.invalidateTags(publicScope, ['other']);
  state.time = 1_000;
  const load = async () => {
    line.up();
    await expect.poll(() => two.statistics().shared?.isCertain).toBe(true);
    throw new Error('the origin is down');
  };
  expect(await two.answer({ ...question, load })).toMatchObject({ value: 'old', reason: 'error' });
  end();
});

test('what began in another life of the store is kept in neither tier', async () => {
  const { store, one, two, end } = await pair();
  for (let each = 0; each < 5; each += 1) await one.invalidateTags(publicScope, ['other']);
  await two.catchUp();
  let arrive = (_value: string): void => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = two.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load });
  await turn();
  store.flush();
  await one.invalidateTags(publicScope, ['something']);
  await two.catchUp();
  arrive('from before');
  expect(await asked).toBe('from before');
  await two.idle();
  expect([two.statistics().entries, await store.count('')]).toEqual([0, 0]);
  end();
});

test('is not certain by a ping that is answered when the line is down again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const base = memoryStore(() => 0);
  const control = { down: (): void => undefined, pings: [] as (() => void)[] };
  const store: SharedStore = {
    ...base,
    listen(listener) {
      control.down = () => listener.down();
      const line = base.listen(listener);
      return { ...line, ping: () => new Promise<void>((resolve) => control.pings.push(resolve)) };
    },
  };
  const cache = createCache({ now: () => 0, shared: { store } });
  const isCertain = () => cache.statistics().shared?.isCertain;
  await turn();
  expect(isCertain()).toBe(true);
  await vi.advanceTimersByTimeAsync(250);
  control.down();
  for (const answer of control.pings) answer();
  await turn();
  expect([control.pings.length, isCertain()]).toEqual([1, false]);
  cache.close();
});

test('has not caught up while it owes others the news of a change, however well it hears', async () => {
  const common = memoryStore(() => 0);
  let isCut = true;
  const store: SharedStore = {
    ...common,
    invalidate: (...change) => (isCut ? Promise.reject(new Error('cut')) : common.invalidate(...change)),
  };
  const cache = createCache({ now: () => 0, shared: { store } });
  expect(await cache.catchUp()).toBe(true);
  expect(await cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'later' });
  expect(await cache.catchUp()).toBe(false);
  isCut = false;
  expect(await cache.catchUp()).toBe(true);
  cache.close();
});

const question = { scope: publicScope, freshForMs: 10, graceMs: 1e6, tags: ['t'] };
const failing = () => Promise.reject(new Error('the origin is down'));

test.each<[string, (cache: Cache) => Promise<unknown>]>([
  ['one value', (cache) => cache.answer({ ...question, key: 'k', load: failing })],
  ['many', (cache) => cache.getOrLoadMany({ ...question, keys: ['k'], load: failing })],
])(
  'gives whoever asks for %s nothing that the store calls void, though no line has said so: not in place of a load that fails either',
  async (_what, ask) => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { state, store, one, end } = await pair();
    // The other end is gone without a word: nothing is heard, and no ping is answered.
    const mute: SharedStore = {
      ...store,
      listen: (listener) => ({
        ...store.listen({ ...listener, heard: () => undefined }),
        ping: () => new Promise(() => undefined),
      }),
    };
    const deaf = createCache({ now: () => state.time, shared: { store: mute } });
    await turn();
    await deaf.answer({ ...question, key: 'k', load: async () => 'old' });
    await deaf.idle();
    vi.advanceTimersByTime(1_500);
    expect(deaf.statistics().shared?.isCertain).toBe(false);
    await one.invalidateTags(publicScope, ['t']);
    state.time = 1_000;
    await expect(ask(deaf)).rejects.toThrow('the origin is down');
    deaf.close();
    end();
  },
);
