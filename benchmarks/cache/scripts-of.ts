import { createCache, type LoadContext, type SetOptions } from '@tonearm/cache';
import { type RedisClient, redisStore } from '@tonearm/cache/redis';

/** Sends, for an entry of this key, what the cache itself would send. */
export type Sending = (client: RedisClient, key: string) => Promise<unknown>;

type Words = Parameters<RedisClient['callBuffer']>;

/** What a cache in the namespace `kept` sends to look for an entry that is not there, and to write one, without the cache. */
export async function scriptsOf(
  client: RedisClient,
  about: Omit<SetOptions<object>, 'key' | 'value'>,
  value: object,
): Promise<readonly [look: Sending, write: Sending]> {
  let sent: Words = [''];
  const spy = new Proxy<RedisClient>(client, {
    get(target, property) {
      if (property === 'callBuffer') {
        return (...words: Words) => {
          sent = words;
          return target.callBuffer(...words);
        };
      }
      const theirs: unknown = Reflect.get(target, property);
      return typeof theirs === 'function' ? theirs.bind(target) : theirs;
    },
  });
  const cache = createCache({ shared: { store: redisStore({ client: spy, namespace: 'kept' }), timeoutMs: 5_000 } });
  await cache.catchUp();
  const load = async (): Promise<object> => value;
  // It has to learn that there is mostly nothing, and Redis to know the scripts.
  for (let each = 0; each < 20; each += 1) {
    await cache.getOrLoad({ ...about, key: `of ${process.pid} ${each}`, load });
    await cache.idle();
  }
  const write = forAnyKey(sent, `of ${process.pid} 19`);
  const notKept = async ({ doNotStore }: LoadContext): Promise<object> => {
    doNotStore();
    return value;
  };
  await cache.getOrLoad({ ...about, key: 'last', load: notKept });
  const look = forAnyKey(sent, 'last');
  cache.close();
  return [look, write];
}

function forAnyKey(words: Words, name: string): Sending {
  const [command] = words;
  if (command !== 'EVALSHA') throw new Error(`expected a script, not ${command}`);
  const places = words.flatMap((word, place) =>
    typeof word === 'string' && word.endsWith(name) ? [{ place, before: word.slice(0, -name.length) }] : [],
  );
  return (client, key) => {
    const same: Words = [...words];
    for (const { place, before } of places) same[place] = before + key;
    return client.callBuffer(...same);
  };
}
