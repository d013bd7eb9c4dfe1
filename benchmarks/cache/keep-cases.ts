import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import { type Cases, repeated } from './case.ts';
import { scriptsOf } from './scripts-of.ts';

const leastRead = `
local found = redis.call('HMGET', KEYS[2], 'epoch', 'seq')
return {found[1], found[2], redis.call('GET', KEYS[1])}`;
const leastWrite = `
local found = redis.call('HMGET', KEYS[2], 'epoch', 'floor', unpack(ARGV, 5))
if found[1] ~= ARGV[1] then return 0 end
for index = 2, #found do if found[index] and tonumber(found[index]) > tonumber(ARGV[2]) then return 0 end end
redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3])
return 1`;
const dayMs = 86_400_000;

/**
 * Something new that both tiers keep, set and loaded, beside the commands that it could not do without. Everybody has a
 * connection of the same kind, writes the same value, and waits until it is there.
 */
export async function keepCases(url: string): Promise<Cases> {
  const [client, bare] = [new Redis(url, redisDefaults), new Redis(url, { ...redisDefaults, lazyConnect: true })];
  await bare.connect();
  const store = redisStore({ client, namespace: 'kept' });
  const cache = createCache({ shared: { store, timeoutMs: 5_000 } });
  await cache.catchUp();
  const value = { id: 'x', name: 'small' };
  const about = { scope: publicScope, freshForMs: 1e9, tags: ['new'] };
  let fresh = 0;
  let written: string[] = [];
  const key = (): string => {
    fresh += 1;
    const next = `new:${process.pid}:${fresh}`;
    written.push(next);
    return next;
  };
  /** Else Redis would hold more with each turn, some millions in the end, and take longer for everybody, most for whoever comes last. */
  const prepare = async (): Promise<void> => {
    const gone = written.flatMap((each) => [each, `{kept}:entry:public:${each}`]);
    written = [];
    if (gone.length > 0) await bare.del(...gone);
  };
  const scripts = await Promise.all([leastRead, leastWrite].map((source) => bare.script('LOAD', source)));
  const [readSha = '', writeSha = ''] = scripts.map(String);
  await bare.hset('least', { epoch: 'e', seq: 0, floor: 0 });
  const [look, write] = await scriptsOf(client, about, value);
  const lookLeast = (at: string) => bare.callBuffer('EVALSHA', readSha, 2, at, 'least');
  const writeLeast = (at: string) =>
    bare.callBuffer('EVALSHA', writeSha, 2, at, 'least', 'e', 0, dayMs, JSON.stringify(value), 'new');
  const setPlainly = (at: string) => bare.set(at, JSON.stringify(value), 'PX', dayMs);
  return {
    cases: [
      repeated('ioredis SET PX', () => setPlainly(key())),
      repeated('ioredis, a write under conditions', () => writeLeast(key())),
      repeated('ioredis, the same script with the same bytes', () => write(bare, key())),
      repeated('tonearm set in both tiers, awaited', () => cache.set({ ...about, key: key(), value })),
      repeated('ioredis GET and SET PX', async () => {
        const at = key();
        await bare.get(at);
        await setPlainly(at);
      }),
      repeated('ioredis, a look with a position and a write under conditions', async () => {
        const at = key();
        await lookLeast(at);
        await writeLeast(at);
      }),
      repeated('ioredis, the same scripts with the same bytes, one after the other', async () => {
        const at = key();
        await look(bare, at);
        await write(bare, at);
      }),
      repeated('tonearm getOrLoad kept in both tiers, awaited', async () => {
        await cache.getOrLoad({ ...about, key: key(), load: async () => value });
        await cache.idle();
      }),
    ].map((each) => ({ ...each, prepare })),
    close() {
      const { stores, shared } = cache.statistics();
      if (stores !== shared?.writes || shared.errors > 0) throw new Error('not everything was kept in both tiers');
      cache.close();
      for (const each of [client, bare]) each.disconnect();
    },
  };
}
