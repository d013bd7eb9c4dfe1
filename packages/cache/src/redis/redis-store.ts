import { hash, randomUUID } from 'node:crypto';
import { InvalidOptionError } from '../errors.js';
import type { SharedStore } from '../store.js';
import type { RedisClient } from './client.js';
import { connectionOf } from './connection.js';
import { countPrefix, erasePrefix } from './erase.js';
import { hearing } from './heard.js';
import { reader } from './reader.js';
import { positionOf } from './replies.js';
import {
  invalidateScript,
  mostNames,
  positionScript,
  renewScript,
  type Script,
  settlingWriteScript,
  unlockScript,
  writeScript,
} from './scripts.js';
import { subscribe } from './subscription.js';

/** The settings of {@link redisStore}. */
export interface RedisStoreOptions {
  /** An ioredis client, which is the store's alone: when it does not answer, its connection is given up for a new one. The store makes a second one of its kind to listen on. It stays the caller's to close. */
  readonly client: RedisClient;
  /** What all keys begin with; caches with the same one share their entries. */
  readonly namespace?: string | undefined;
  /** How many names are remembered as invalidated; beyond, everything counts as invalidated once. */
  readonly maxNames?: number | undefined;
}

/** So many names that were invalidated are remembered in this process; beyond, Redis is asked. */
const mostHeard = 10_000;

/**
 * A tier in Redis 6.2 or later that all processes with the same namespace share.
 * It needs no clock but that of Redis, and takes whatever else is found under its keys for nothing.
 */
export function redisStore(options: RedisStoreOptions): SharedStore {
  const { client, namespace = 'cache', maxNames = 50_000 }: RedisStoreOptions = Object(options);
  refuseUnfit(client);
  if (typeof namespace !== 'string') throw new InvalidOptionError('namespace', 'a text', namespace);
  if (!(maxNames >= 1)) throw new InvalidOptionError('maxNames', 'a number from 1 on', maxNames);
  const root = `{${namespace}}`;
  const entryPrefix = `${root}:entry:`;
  const tags = `${root}:tags`;
  const recent = `${root}:recent`;
  const { db = 0, keyPrefix = '' } = client.options ?? {};
  // Channels are common to all databases of a Redis, and to clients that put something before their keys.
  const channel = `${keyPrefix}${root}:changes:${db}`;
  const connection = connectionOf(client);
  const heard = hearing(mostHeard);

  function run(
    script: Script,
    keys: readonly string[],
    ...args: readonly (string | number | Buffer)[]
  ): Promise<unknown> {
    return client.status === 'ready'
      ? runNow(script, [keys.length, ...keys, ...args])
      : runWhenReady(script, keys, args);
  }

  async function runWhenReady(
    script: Script,
    keys: readonly string[],
    args: readonly (string | number | Buffer)[],
  ): Promise<unknown> {
    await connection.ready();
    return runNow(script, [keys.length, ...keys, ...args]);
  }

  function runNow({ sha, source }: Script, rest: readonly (string | number | Buffer)[]): Promise<unknown> {
    return client.callBuffer('EVALSHA', sha, ...rest).catch((error) => {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw connection.failure(error);
      return client.callBuffer('EVAL', source, ...rest).catch((again) => {
        throw connection.failure(again);
      });
    });
  }

  /** Carries something out on a connection that is ready; what is wrong is said in words of ours. */
  async function told<T>(work: () => Promise<T>): Promise<T> {
    if (client.status !== 'ready') await connection.ready();
    return work().catch((error) => {
      throw connection.failure(error);
    });
  }

  return {
    kind: 'redis',
    position: async () => positionOf(await run(positionScript, [tags], randomUUID())),
    ...reader({ client, connection, run, entryPrefix, tags, heard }),
    write({ id, bytes, names, since, ageMs = 0, ttlMs, settle }) {
      if (ttlMs < 1 || names.length > mostNames) return Promise.resolve(false);
      const entry = entryPrefix + id;
      const body = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const args = [since.epoch, since.sequence, Math.floor(ttlMs), body, Math.floor(ageMs)];
      if (settle === undefined) return run(writeScript, [entry, tags], ...args, ...names).then(isOne);
      const all = [...args, Math.ceil(settle.forMs), settle.names.length, ...settle.names, ...names];
      return run(settlingWriteScript, [entry, tags, recent], ...all).then(isOne);
    },
    async invalidate({ names, forgotten = '' }, origin) {
      return positionOf(
        await run(invalidateScript, [tags, recent], randomUUID(), origin, channel, maxNames, forgotten, ...names),
      );
    },
    erase: (prefix) => told(() => erasePrefix(client, { entryPrefix, tags, prefix })),
    count: (prefix) => told(() => countPrefix(client, entryPrefix + prefix)),
    renew: async (origin) => positionOf(await run(renewScript, [tags], randomUUID(), origin, channel)),
    async lock(id, ttlMs) {
      // Bears no name: it may outlive a user who is forgotten.
      const [key, token] = [`${root}:lock:${hash('sha256', id, 'base64url')}`, randomUUID()];
      const answer = await told(() => client.call('SET', key, token, 'PX', Math.ceil(ttlMs), 'NX'));
      return answer === null ? undefined : async () => void (await run(unlockScript, [key], token));
    },
    listen: (listener) => subscribe(client, channel, heard.through(listener)),
    reconnect() {
      // Also a connection that is open and never becomes ready: its first question was swallowed.
      if (client.status === 'ready' || client.status === 'connect') client.disconnect(true);
    },
    close: async () => connection.release(),
  };
}

const isOne = (reply: unknown): boolean => Number(reply) === 1;

/** Says at once of a client that nothing could be kept with it: the cache itself would go without it and never say why. */
function refuseUnfit(client: RedisClient): void {
  if (typeof client?.callBuffer !== 'function')
    throw new InvalidOptionError('client', 'a client of ioredis: new Redis(url, redisDefaults)', client);
  const { isCluster, options } = client;
  // What is published on one node and asked of another comes in no order that anybody could rely on.
  if (isCluster === true) throw new TypeError('redisStore can not use a cluster: give it a client of one Redis.');
  // In the URL of a Redis it is a text.
  if (!options?.enableAutoPipelining) return;
  throw new TypeError(
    'redisStore can not use a client with enableAutoPipelining, which loses the names of commands: give it client.duplicate({ enableAutoPipelining: false }).',
  );
}
