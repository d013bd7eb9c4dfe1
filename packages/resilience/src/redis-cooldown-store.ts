import { type CooldownStore, rememberedForMs } from './cooldown-store.js';
import { type RedisClient, script } from './redis.js';

/** Every instant is the server's own; KEYS[1] holds when the silence ends. */
const now = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

const read = script(`${now}
local ends = redis.call('GET', KEYS[1])
if not ends then return -1 end
return math.max(0, tonumber(ends) - now)
`);

const prolong = script(`${now}
local ends = math.max(now + tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[1]) or 0))
redis.call('SET', KEYS[1], string.format('%.0f', ends), 'PX', ends - now + tonumber(ARGV[2]))
redis.call('DEL', KEYS[2])
`);

const claim = script(`${now}
if tonumber(redis.call('GET', KEYS[1]) or 0) > now then return 0 end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
`);

const release = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`);

const clear = script(`${now}
if tonumber(redis.call('GET', KEYS[1]) or 0) <= now then redis.call('DEL', KEYS[1], KEYS[2]) end
`);

/** The settings of {@link redisCooldownStore}. */
export interface RedisCooldownStoreOptions {
  readonly redis: RedisClient;
  /** Put before the name of every key. */
  readonly prefix: string;
}

/** Keeps silences in Redis. The names of a group's keys share a hash tag, so that a cluster keeps them on one node. */
export function redisCooldownStore({ redis, prefix }: RedisCooldownStoreOptions): CooldownStore {
  const endKey = (group: string): string => `${prefix}:{${group}}`;
  const probeKey = (group: string): string => `${prefix}:{${group}}:probe`;
  return {
    async read(group) {
      const left = Number(await read.run(redis, [endKey(group)], []));
      if (left < 0) return undefined;
      return left === 0 ? 'unproven' : left;
    },
    async prolong(group, silenceMs) {
      await prolong.run(redis, [endKey(group), probeKey(group)], [Math.ceil(silenceMs), rememberedForMs]);
    },
    async claimProbe(group, id, forMs) {
      return Number(await claim.run(redis, [endKey(group), probeKey(group)], [id, Math.ceil(forMs)])) === 1;
    },
    async releaseProbe(group, id) {
      await release.run(redis, [probeKey(group)], [id]);
    },
    async clear(group) {
      await clear.run(redis, [endKey(group), probeKey(group)], []);
    },
    describe: () => 'by all processes that share a Redis',
  };
}
