import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import { everythingOf } from '../scope.js';
import type { Subscription } from '../store.js';
import { observed } from '../testing/observed.js';
import { randomFrom } from '../testing/random-from.js';
import { redisDefaults, redisStore } from './index.js';

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
const namespace = 'by ear';
const namesOf = (id: string): string[] => [`tag of ${id}`, id, everythingOf('user:1:u:')];
const questions = ['a', 'b'].map((id) => ({ id, names: namesOf(id) }));
const accustoming = 16;
const tagsKey = `{${namespace}}:tags`;

describe.skipIf(servicesAreOff)('a look by a process that hears what is invalidated', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true });
  const other = new Redis(redis?.url ?? '', { lazyConnect: true });
  // Many stores, each with its own ears, on one connection.
  client.setMaxListeners(100);
  const writer = redisStore({ client: other, namespace });
  afterAll(async () => {
    for (const each of [client, other]) each.disconnect();
    await redis?.stop();
  });

  /** A store that listens, and the entries of which began before or after that. */
  async function listening(when: 'before' | 'after' = 'after') {
    const watch = observed(client);
    const store = redisStore({ client: watch.own, namespace });
    if (when === 'before') await write();
    await writer.invalidate({ names: ['something'] }, 'other');
    const line = await new Promise<ReturnType<typeof store.listen>>((resolve) => {
      const begun = store.listen({ heard: () => undefined, down: () => undefined, up: () => resolve(begun) });
    });
    await store.readMany?.(questions);
    if (when === 'after') await write();
    onTestFinished(async () => {
      line.close();
      await store.close();
    });
    const read = async () => {
      watch.sent.length = 0;
      const reads = (await store.readMany?.(questions)) ?? expect.unreachable();
      const values = reads.map(({ found, bytes }) => (bytes === undefined ? found : format.open(bytes)?.value));
      return { values, sent: [...watch.sent], position: reads[0]?.position };
    };
    /** Reads until it has been enough for a while. */
    const accustom = async () => {
      for (let each = 0; each < accustoming; each += 1) await read();
    };
    return { ...watch, store, line, read, accustom };
  }

  async function write(ids: readonly string[] = ['a', 'b'], age = 'old'): Promise<void> {
    for (const id of ids) {
      const [since, names, ttlMs] = [await writer.position(), namesOf(id), 60_000];
      const bytes = format.seal(`${age} ${id}`, { since, names, ageMs: 0, ttlMs });
      expect(await writer.write({ id, names, since, ttlMs, bytes })).toBe(true);
    }
  }
  const invalidate = (...names: string[]) => writer.invalidate({ names }, 'other');

  const withNames = ['MGET', ['EVALSHA', 5]];
  const byEar = ['MGET', ['EVALSHA', 0]];
  const old = ['old a', 'old b'];

  beforeEach(async () => {
    await other.flushall();
  });

  test('asks for no names once it has heard enough for a while', async () => {
    const { read, accustom } = await listening();
    expect((await read()).sent).toEqual(withNames);
    await accustom();
    const { values, sent, position } = await read();
    expect({ values, sent, position }).toEqual({ values: old, sent: byEar, position: await writer.position() });
  });

  test('asks for no names of one either, and finds void what it heard of and what it did not', async () => {
    const { store, sent, accustom, line, hold } = await listening();
    await accustom();
    const look = async (id: string) => {
      sent.length = 0;
      const { found, position } = await store.read(id, namesOf(id));
      expect(position).toEqual(await writer.position());
      return { found, sent: [...sent] };
    };
    for (let each = 0; each < 20; each += 1) await store.read('nothing', namesOf('nothing'));
    // Redis knows the script that judges.
    await writer.read('a');
    const byEarAlone = [['EVALSHA', 0]];
    expect(await look('a')).toEqual({ found: 'valid', sent: byEarAlone });
    expect(await look('nothing')).toEqual({ found: 'absent', sent: byEarAlone });
    await invalidate('tag of a');
    await line.ping();
    expect(await look('a')).toEqual({ found: 'void', sent: byEarAlone });
    hold();
    await invalidate('b');
    // Whether it is void by what was not heard yet only Redis can say: the second is the script that judges.
    expect(await look('b')).toEqual({ found: 'void', sent: [...byEarAlone, ['EVALSHA', 1]] });
    expect((await look('a')).sent).toEqual([['EVALSHA', 3]]);
  });

  test.each([
    ['its tag', 'tag of a'],
    ['it itself', 'a'],
  ])('finds void what was invalidated by %s, and nothing else, until it is written anew', async (_what, name) => {
    const { read, accustom, line } = await listening();
    await accustom();
    await invalidate('something else');
    await line.ping();
    expect(await read()).toMatchObject({ values: old, sent: byEar });
    await invalidate(name);
    await line.ping();
    expect(await read()).toMatchObject({ values: ['void', 'old b'], sent: byEar });
    await write(['a'], 'new');
    expect(await read()).toMatchObject({ values: ['new a', 'old b'], sent: byEar });
  });

  test('finds void all of a user who is forgotten', async () => {
    const { read, accustom, line } = await listening();
    await accustom();
    await writer.invalidate({ names: [everythingOf('user:1:u:')], forgotten: 'user:1:u:' }, 'other');
    await line.ping();
    expect(await read()).toMatchObject({ values: ['void', 'void'], sent: byEar });
  });

  test('asks for the names where Redis knows of a change that was not heard yet, and finds void what that made void', async () => {
    const { read, accustom, hold, letGo } = await listening();
    await accustom();
    hold();
    await invalidate('tag of a');
    const { values, sent } = await read();
    expect({ values, sent }).toEqual({ values: ['void', 'old b'], sent: [...byEar, 'HMGET'] });
    letGo();
    expect(await read()).toMatchObject({ values: ['void', 'old b'], sent: withNames });
  });

  test('asks for the names of what began before it listened, and says the same of it', async () => {
    const { read, accustom, line } = await listening('before');
    await accustom();
    expect(await read()).toMatchObject({ values: old, sent: withNames });
    await invalidate('b');
    await line.ping();
    expect(await read()).toMatchObject({ values: ['old a', 'void'], sent: withNames });
  });

  test('asks once more for the names of what began before it listened where it did not expect that', async () => {
    const { read, accustom, line } = await listening();
    await accustom();
    const first = await writer.position();
    await write(['a'], 'new');
    // As it is of a load that took long: it began before anything was heard.
    const since = { ...first, sequence: 0 };
    const bytes = format.seal('older b', { since, names: namesOf('b'), ageMs: 0, ttlMs: 60_000 });
    await other.del(`{${namespace}}:entry:b`);
    expect(await writer.write({ id: 'b', names: namesOf('b'), since, ttlMs: 60_000, bytes })).toBe(true);
    expect(await read()).toMatchObject({ values: ['new a', 'older b'], sent: [...byEar, 'HMGET'] });
    await invalidate('tag of b');
    await line.ping();
    expect(await read()).toMatchObject({ values: ['new a', 'void'], sent: withNames });
  });

  test('finds all void of another epoch, whatever it has heard, and after more invalidations than Redis remembers', async () => {
    const few = redisStore({ client: other, namespace, maxNames: 2 });
    for (const happens of [() => writer.renew('other'), () => other.flushall(), flood]) {
      const { read, accustom, line } = await listening();
      await accustom();
      const entries = await other.mgetBuffer(['a', 'b'].map((id) => `{${namespace}}:entry:${id}`));
      await happens();
      await line.ping();
      for (const [index, id] of ['a', 'b'].entries()) {
        await other.set(`{${namespace}}:entry:${id}`, entries[index] ?? expect.unreachable(), 'PX', 60_000);
      }
      expect((await read()).values).toEqual(['void', 'void']);
      await other.flushall();
    }
    async function flood(): Promise<void> {
      for (const name of ['x', 'y', 'z']) await few.invalidate({ names: [name] }, 'other');
    }
  });

  test('knows no more than it was told after the line was lost, and misses nothing that was changed meanwhile', async () => {
    const { read, accustom, line } = await listening();
    await accustom();
    line.reconnect();
    await invalidate('tag of a');
    expect((await read()).values).toEqual(['void', 'old b']);
    await up(line);
    await invalidate('tag of b');
    await line.ping();
    await write(['a'], 'new');
    expect((await read()).values).toEqual(['new a', 'void']);
  });

  test.each([
    ['the line was lost', async (line: Subscription) => line.reconnect()],
    ['nothing was lost', async () => undefined],
  ])(
    'finds void what was told under a number that was heard before, by a Redis that went back in time: %s',
    async (_what, happens) => {
      const { read, accustom, line } = await listening();
      await accustom();
      const before = (await other.dumpBuffer(tagsKey)) ?? expect.unreachable();
      for (const name of ['something', 'something else']) await invalidate(name);
      await line.ping();
      expect((await read()).sent).toEqual(byEar);
      await happens(line);
      await other.restore(tagsKey, 0, before, 'REPLACE');
      await up(line);
      for (const [name, values] of [
        ['tag of a', ['void', 'old b']],
        ['b', ['void', 'void']],
      ] as const) {
        await invalidate(name);
        await line.ping();
        expect((await read()).values).toEqual(values);
      }
    },
  );

  test('asks for names again after the connection was lost, as another Redis may answer', async () => {
    const { read, accustom, line } = await listening();
    await accustom();
    await invalidate('something');
    await line.ping();
    client.disconnect(true);
    await new Promise((resolve) => client.once('ready', resolve));
    expect(await read()).toMatchObject({ values: old, sent: [...byEar, 'HMGET'] });
  });

  test.each([1, 2, 3, 4])(
    'finds of each what the script finds that judges, whatever happens: seed %i',
    async (seed) => {
      const random = randomFrom(seed);
      const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? expect.unreachable();
      const ids = ['a', 'b'];
      let quickly = 0;
      for (let life = 0; life < 12; life += 1) {
        await other.flushall();
        const { store, line, sent, accustom, hold, letGo } = await listening();
        await accustom();
        const events: readonly (() => Promise<unknown>)[] = [
          () => write([oneOf(ids)]),
          () => write([oneOf(ids)]),
          () => invalidate(oneOf([...ids.flatMap(namesOf), 'something'])),
          () => invalidate('something'),
          () => writer.invalidate({ names: [everythingOf('user:1:u:')], forgotten: 'user:1:u:' }, 'other'),
          async () => hold(),
          async () => letGo(),
          ...[1, 2, 3].map(() => () => line.ping().catch(() => undefined)),
        ];
        const rare: readonly (() => Promise<unknown>)[] = [
          () => writer.renew('other'),
          () => other.flushall(),
          async () => line.reconnect(),
        ];
        for (let step = 0; step < 50; step += 1) {
          await (random() < 0.02 ? oneOf(rare) : oneOf(events))();
          sent.length = 0;
          const found = (await store.readMany?.(questions))?.map((each) => each.found);
          if (JSON.stringify(sent) === JSON.stringify(byEar)) quickly += 1;
          const truth = await Promise.all(ids.map(async (id) => (await writer.read(id)).found));
          const single = await Promise.all(questions.map(async ({ id, names }) => (await store.read(id, names)).found));
          expect({ life, step, found, single }).toEqual({ life, step, found: truth, single: truth });
        }
      }
      expect(quickly).toBeGreaterThan(50);
    },
  );
});

/** Waits until the line is there. */
async function up(line: Subscription): Promise<void> {
  const isUp = (): Promise<boolean> =>
    line.ping().then(
      () => true,
      () => false,
    );
  await expect.poll(isUp).toBe(true);
}
