import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test, vi } from 'vitest';
import {
  type Cooldown,
  type CooldownStore,
  cooldown,
  fileCooldownStore,
  type PolicyEvent,
  redisCooldownStore,
} from './index.js';
import { manualClock } from './testing/index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

class Refusal extends Error {
  constructor(readonly silenceMs: number) {
    super('be silent');
  }
}

const processOf = (store: CooldownStore, maxWaitMs = 5_000): Cooldown =>
  cooldown({
    store,
    maxWaitMs,
    refreshMs: 0,
    // A busy machine may take its time.
    storeTimeoutMs: 10_000,
    cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
  });
const refuse = (policy: Cooldown, silenceMs: number, key = 'search') =>
  policy.execute(() => Promise.reject(new Refusal(silenceMs)), { key }).catch(() => undefined);
const call = (policy: Cooldown, key = 'search') =>
  policy.execute(async () => 'value', { key }).catch((error: unknown) => error);

const folders: string[] = [];
const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function filePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-cooldown-'));
  folders.push(folder);
  return join(folder, 'state', 'cooldowns.json');
}

let prefixes = 0;
let client: Redis | undefined;
async function redisStores(): Promise<() => CooldownStore> {
  if (client === undefined) {
    const server = await startRedis();
    const made = new Redis(server.url);
    client = made;
    cleanUps.push(async () => {
      made.disconnect();
      await server.stop();
    });
  }
  const redis = client;
  prefixes += 1;
  const prefix = `cooldown-${prefixes}`;
  return () => redisCooldownStore({ redis, prefix });
}

const stores: [string, () => Promise<() => CooldownStore>][] = [
  [
    'a file',
    async () => {
      const path = await filePath();
      return () => fileCooldownStore({ path });
    },
  ],
  ...(servicesAreOff ? [] : [['Redis', redisStores] satisfies (typeof stores)[number]]),
];

describe.each(stores)('silences in %s', (_name, open) => {
  test('hold for other processes and after a restart, for their key only', async () => {
    const make = await open();
    await refuse(processOf(make()), 86_400_000);
    for (const other of [processOf(make()), processOf(make())]) {
      expect(await call(other)).toMatchObject({ code: 'cooldown' });
      const { retryAfterMs } = (await call(other)) as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThan(86_390_000);
      expect(retryAfterMs).toBeLessThanOrEqual(86_400_000);
      expect(await call(other, 'albums')).toBe('value');
    }
  });

  test('get longer, never shorter', async () => {
    const make = await open();
    const [one, two, three] = [processOf(make()), processOf(make()), processOf(make())];
    await Promise.all([refuse(one, 100_000), refuse(two, 50_000)]);
    const { retryAfterMs } = (await call(three)) as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(90_000);
  });

  test('are tried by one of all processes, and the others follow', async () => {
    const make = await open();
    const processes = Array.from({ length: 4 }, () => processOf(make()));
    await refuse(processes[0] ?? expect.unreachable(), 30);
    let running = 0;
    let [probes, isOver] = [0, false];
    const work = async () => {
      running += 1;
      if (!isOver) {
        probes += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        isOver = true;
      }
      running -= 1;
    };
    await Promise.all(processes.flatMap((each) => [1, 2].map(() => each.execute(work, { key: 'search' }))));
    expect(probes).toBe(1);
  });

  test('that are over are forgotten once somebody was answered', async () => {
    const make = await open();
    const store = make();
    await store.prolong('search', 1);
    await expect.poll(() => store.read('search'), { timeout: 20_000 }).toBe('unproven');
    expect(await store.claimProbe('search', 'one', 60_000)).toBe(true);
    expect(await make().claimProbe('search', 'two', 60_000)).toBe(false);
    await store.clear('search');
    expect(await store.read('search')).toBeUndefined();
  });

  test('can be tried by the next process when the one that was to has given up, and by nobody else', async () => {
    const make = await open();
    const store = make();
    await store.prolong('search', 1);
    await expect.poll(() => store.read('search'), { timeout: 20_000 }).toBe('unproven');
    await store.claimProbe('search', 'one', 60_000);
    await make().releaseProbe('search', 'two');
    expect(await make().claimProbe('search', 'two', 60_000)).toBe(false);
    await make().releaseProbe('search', 'one');
    expect(await make().claimProbe('search', 'two', 60_000)).toBe(true);
  });

  test('that go on can be tried by nobody, and those that begin anew by whoever comes first', async () => {
    const make = await open();
    const store = make();
    const isOver = () => expect.poll(() => store.read('search'), { timeout: 20_000 }).toBe('unproven');
    await store.prolong('search', 1);
    await isOver();
    await store.claimProbe('search', 'one', 60_000);
    await store.prolong('search', 150);
    expect(await make().claimProbe('search', 'two', 60_000)).toBe(false);
    await isOver();
    expect(await make().claimProbe('search', 'two', 60_000)).toBe(true);
  });

  test('can be tried again when a probe has not come back in its time', async () => {
    const make = await open();
    const store = make();
    await store.prolong('search', 1);
    await expect.poll(() => store.read('search'), { timeout: 20_000 }).toBe('unproven');
    await store.claimProbe('search', 'one', 1);
    await expect.poll(() => store.claimProbe('search', 'two', 60_000), { timeout: 20_000 }).toBe(true);
  });

  test('that nobody knows of any more hold nobody back', async () => {
    const make = await open();
    expect(await make().claimProbe('search', 'one', 60_000)).toBe(true);
    expect(await make().read('search')).toBeUndefined();
  });

  test.each(['constructor', '__proto__'])('are told apart by their group, %s like any other', async (group) => {
    const make = await open();
    expect(await make().read(group)).toBeUndefined();
    await make().prolong(group, 60_000);
    expect(await make().read(group)).toBeGreaterThan(0);
    expect(await make().read('search')).toBeUndefined();
  });

  test('that began anew while somebody was answered are not forgotten', async () => {
    const make = await open();
    const store = make();
    await store.prolong('search', 60_000);
    await make().clear('search');
    expect(await store.read('search')).toBeGreaterThan(50_000);
  });

  test('survive many processes that write at once', async () => {
    const make = await open();
    await Promise.all(Array.from({ length: 12 }, (_, index) => make().prolong(`key-${index}`, 100_000)));
    const left = await Promise.all(Array.from({ length: 12 }, (_, index) => make().read(`key-${index}`)));
    expect(left.every((silence) => typeof silence === 'number' && silence > 90_000)).toBe(true);
  });
});

describe('the file', () => {
  test.each([
    ['half a file', '{"search":{"endsAt":17'],
    ['another file', '["search"]'],
    ['an instant that is none', '{"search":{"since":1,"endsAt":"tomorrow"}}'],
    ['an instant that we would never write', '{"search":{"since":1,"endsAt":9e15}}'],
    ['a silence that never began', `{"search":{"endsAt":${Date.now() + 60_000}}}`],
    ['a probe that is none', `{"search":{"since":1,"endsAt":${Date.now() + 60_000},"probe":true}}`],
    ['nothing', ''],
  ])('is taken for empty when it is %s, and written anew', async (_what, text) => {
    const path = await filePath();
    const store = fileCooldownStore({ path });
    await store.prolong('other', 1);
    await writeFile(`${path}.v1`, text);
    expect(await store.read('search')).toBeUndefined();
    await store.prolong('search', 1_000);
    expect(Object.keys(JSON.parse(await readFile(`${path}.v2`, 'utf8')))).toEqual(['search']);
  });

  test.each([
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ])('silences nobody for longer when the clock is set %s: somebody finds out', async (_way, byMs) => {
    const path = await filePath();
    let time = 1_000_000_000;
    const store = fileCooldownStore({ path, now: () => time });
    await store.prolong('search', 4_000_000);
    time += byMs + (byMs > 0 ? 400_000 : 0);
    expect(await store.read('search')).toBe('unproven');
    expect(await store.claimProbe('search', 'one', 1_000)).toBe(true);
  });

  test('loses what has long been over', async () => {
    const path = await filePath();
    const clock = manualClock(1_000_000);
    const store = fileCooldownStore({ path, now: clock.now });
    await store.prolong('search', 1_000);
    await clock.advance(62_000);
    await store.prolong('albums', 1_000);
    expect(Object.keys(JSON.parse(await readFile(`${path}.v2`, 'utf8')))).toEqual(['albums']);
  });
});

test.each([
  ['throws', () => Promise.reject(new Error('no store'))],
  ['hangs', () => new Promise<never>(() => undefined)],
])('a store that %s costs a moment and no call, and is asked again later', async (_how, answer) => {
  const clock = manualClock(1_000);
  let isBroken = true;
  const kept = new Map<string, number>();
  const store: CooldownStore = {
    read: async (group) => (isBroken ? answer() : kept.get(group)),
    prolong: async (group, ms) => (isBroken ? answer() : void kept.set(group, ms)),
    claimProbe: async () => (isBroken ? answer() : true),
    releaseProbe: async () => (isBroken ? answer() : undefined),
    clear: async () => (isBroken ? answer() : undefined),
    describe: () => 'by a test',
  };
  const policy = cooldown({
    store,
    clock,
    refreshMs: 0,
    cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
  });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const first = call(policy);
  await clock.advance(100);
  expect(await first).toBe('value');
  // While it is left alone, silences are kept here.
  const refused = refuse(policy, 60_000);
  await clock.advance(0);
  await refused;
  expect(await call(policy)).toMatchObject({ code: 'cooldown' });
  isBroken = false;
  await clock.advance(1_000);
  await refuse(policy, 10_000, 'albums');
  expect([...kept]).toEqual([['albums', 10_000]]);
  expect(events.map(({ type }) => type).filter((type) => type === 'lost' || type === 'restored')).toEqual([
    'lost',
    'restored',
  ]);
  expect(clock.sleepers).toBe(0);
});

test('a file that cannot be written harms no call', async () => {
  const path = await filePath();
  await fileCooldownStore({ path }).prolong('search', 1);
  const policy = processOf(fileCooldownStore({ path: join(`${path}.v1`, 'below-a-file', 'x.json') }));
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  await refuse(policy, 60_000);
  expect(await call(policy)).toMatchObject({ code: 'cooldown' });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'lost', error: expect.objectContaining({ code: 'ENOTDIR' }) }),
  );
});
