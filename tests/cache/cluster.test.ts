import { type Cache, createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { freePort, type Redis as RedisServer, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certain, until } from './group.js';

const slots = 16_384;

/** Three nodes that have each a third of the slots, as `redis-cli --cluster create` makes them. */
async function startCluster(): Promise<readonly RedisServer[]> {
  const nodes = await Promise.all(
    [0, 1, 2].map(async () => {
      const bus = ['--cluster-port', String(await freePort()), '--cluster-node-timeout', '1000'];
      return startRedis({ arguments: ['--cluster-enabled', 'yes', ...bus] });
    }),
  );
  const clients = nodes.map(({ url }) => new Redis(url));
  const [first] = clients;
  for (const [index, client] of clients.entries()) {
    const [from, to] = [index, index + 1].map((each) => Math.floor((slots * each) / nodes.length));
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(Number(to) - 1));
    if (client === first) continue;
    const info = String(await client.call('CONFIG', 'GET', 'cluster-port')).split(',')[1];
    await first?.call('CLUSTER', 'MEET', '127.0.0.1', String(nodes[index]?.port), String(info));
  }
  await until(async () => {
    const states = await Promise.all(clients.map((client) => client.call('CLUSTER', 'INFO')));
    return states.every((state) => /cluster_state:ok/.test(String(state)) && /known_nodes:3/.test(String(state)));
  });
  for (const client of clients) client.disconnect();
  return nodes;
}

describe.skipIf(servicesAreOff)('a real cluster of Redis', () => {
  let nodes: readonly RedisServer[] = [];
  const endings: (() => unknown)[] = [];
  beforeAll(async () => {
    nodes = await startCluster();
  });
  afterAll(async () => {
    for (const end of endings.reverse()) await end();
    await Promise.all(nodes.map((node) => node.stop()));
  });

  /** A cache on one node; `owner` says whether it is the one that has the keys of this namespace. */
  async function cacheAt(isOwner: boolean): Promise<Cache> {
    const probe = new Redis(nodes[0]?.url ?? '');
    const slot = Number(await probe.call('CLUSTER', 'KEYSLOT', '{cache}:tags'));
    probe.disconnect();
    const owner = Math.floor((slot / slots) * nodes.length);
    const node = nodes[isOwner ? owner : (owner + 1) % nodes.length];
    const client = new Redis(node?.url ?? '', redisDefaults);
    const cache = createCache({ shared: { store: redisStore({ client }), timeoutMs: 20_000 } });
    endings.push(
      () => client.disconnect(),
      () => cache.close(),
    );
    return cache;
  }
  const question = { scope: publicScope, key: 'k', tags: ['t'], freshForMs: 600_000 };

  test('is refused at once as a client of all its nodes, and told what to give instead', () => {
    const client = new Cluster([{ host: '127.0.0.1', port: nodes[0]?.port ?? 0 }], { lazyConnect: true });
    endings.push(() => client.disconnect());
    expect(() => redisStore({ client: client as never })).toThrow(/can not use a cluster.*a client of one Redis/);
  });

  test('says at a node that has not the keys that it is a cluster; callers hear nothing and have what they load', async () => {
    const cache = await cacheAt(false);
    expect(await cache.getOrLoad({ ...question, load: async () => 'loaded' })).toBe('loaded');
    expect(await cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'later' });
    expect(await cache.getOrLoad({ ...question, load: async () => 'anew' })).toBe('anew');
    expect(cache.statistics()).toMatchObject({
      loadErrors: 0,
      shared: {
        isUp: false,
        problem: {
          reason: 'cluster',
          message: 'this Redis is one node of a cluster',
          hint: expect.stringMatching(/\.$/),
        },
      },
    });
  });

  test('keeps at the node that has the keys what any Redis keeps: they are all in one slot', async () => {
    const [one, two] = [await cacheAt(true), await cacheAt(true)];
    for (const cache of [one, two]) await certain({ cache });
    await one.getOrLoad({ ...question, load: async () => 'of one' });
    await one.idle();
    expect(await two.answer({ ...question, load: async () => 'of two' })).toMatchObject({
      value: 'of one',
      from: 'shared',
    });
    await two.invalidateTags(publicScope, ['t']);
    await one.catchUp();
    expect(await one.getOrLoad({ ...question, load: async () => 'anew' })).toBe('anew');
    expect(one.statistics().shared).toMatchObject({ isUp: true, errors: 0, damaged: 0 });
  });
});
