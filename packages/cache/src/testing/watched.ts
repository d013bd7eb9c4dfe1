import type { RedisClient } from '../redis/client.js';

/** The client with something of a test's own in the place of some of its methods. */
export function watched(client: RedisClient, own: Readonly<Record<string, unknown>>): RedisClient {
  return new Proxy<RedisClient>(client, {
    get(target, property) {
      const mine = own[String(property)];
      if (mine !== undefined) return mine;
      const theirs: unknown = Reflect.get(target, property);
      return typeof theirs === 'function' ? theirs.bind(target) : theirs;
    },
  });
}
