import { publicScope } from '@tonearm/cache';
import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
import { certain, group, type Member, until } from './group.js';

/** Puts the count of invalidations back to where it stood, as a replica that lags behind does when it takes over. */
async function countOf({ client }: Member): Promise<() => Promise<unknown>> {
  const before: Record<string, string> = await client.hgetall('{test}:tags');
  return () => client.multi().del('{test}:tags').hset('{test}:tags', before).exec();
}

describe.skipIf(servicesAreOff)('when a replica that lags behind takes over and nobody reads', () => {
  test('whoever invalidates sees that its number was given before, and everybody hears of it', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([one, two].map(certain));
    const putBack = await countOf(one);
    await one.cache.invalidateTags(publicScope, ['k']);
    await Promise.all([one, two].map(({ cache }) => cache.catchUp()));
    expect(await two.get('k')).toBe('old');
    await two.cache.idle();
    const { epoch } = await one.client.hgetall('{test}:tags');
    await putBack();
    origin.value = 'new';
    // The same number as before: whoever knows that one can't tell them apart.
    expect(await one.cache.invalidateTags(publicScope, ['k'])).toMatchObject({ shared: 'told' });
    await until(async () => (await one.client.hget('{test}:tags', 'epoch')) !== epoch);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('new');
  });

  test('whoever comes back to the line sees that the count went back', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([one, two].map(certain));
    const putBack = await countOf(one);
    for (let each = 0; each < 5; each += 1) await one.cache.invalidateTags(publicScope, ['k']);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('old');
    await two.cache.idle();
    const { epoch } = await one.client.hgetall('{test}:tags');
    one.cache.close();
    two.proxy.cut();
    await putBack();
    await until(async () => (await one.client.hget('{test}:tags', 'epoch')) !== epoch);
    const three = await join();
    await Promise.all([two, three].map(certain));
    origin.value = 'new';
    expect(await three.cache.invalidateTags(publicScope, ['k'])).toMatchObject({ shared: 'told' });
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('new');
  });
});

describe.skipIf(servicesAreOff)('when a Redis comes to itself that hung while something was written', () => {
  test('what it then keeps is void: it is older than it looks', async () => {
    const { redis, join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([one, two].map(certain));
    const question = { scope: publicScope, key: 'k', freshForMs: 600_000 };
    const load = async () => {
      redis.signal('SIGSTOP');
      return 'from before';
    };
    await one.cache.getOrLoad({ ...question, load });
    await one.cache.idle();
    redis.signal('SIGCONT');
    await until(() => one.cache.statistics().shared?.pending === 0);
    await Promise.all([one, two].map(certain));
    expect(await two.cache.getOrLoad({ ...question, load: async () => 'from now' })).toBe('from now');
  });
});
