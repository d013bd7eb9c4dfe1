import { publicScope, userScope } from '@tonearm/cache';
import { servicesAreOff } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { certain, group, until } from './group.js';

describe.skipIf(servicesAreOff)('caches that share a Redis', () => {
  test('load once for all, whoever asks first', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    expect(await one.get('k')).toBe('old');
    await one.cache.idle();
    origin.value = 'new';
    expect(await two.get('k')).toBe('old');
    expect(origin.loads).toBe(1);
    expect(two.cache.statistics()).toMatchObject({ sharedHits: 1, loads: 0 });
  });

  test('give nothing old once an invalidation of another is heard', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    expect([await one.get('k'), await two.get('k')]).toEqual(['old', 'old']);
    origin.value = 'new';
    expect(await one.cache.invalidateTags(publicScope, ['k'])).toMatchObject({ shared: 'told' });
    expect(await one.get('k')).toBe('new');
    expect(await two.cache.catchUp()).toBe(true);
    expect(await two.get('k')).toBe('new');
  });

  test('tell each other what has changed, and no value of it', async () => {
    const { join, redis } = await group();
    const one = await join();
    await certain(one);
    const tap = new Redis(redis.url);
    onTestFinished(() => tap.disconnect());
    const said: string[] = [];
    tap.on('pmessage', (_pattern, _channel, message) => said.push(String(message)));
    await tap.psubscribe('*');
    const load = async () => ({ secret: 'the value itself' });
    await one.cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e6, tags: ['t'], load });
    await one.cache.idle();
    await one.cache.invalidateTags(publicScope, ['t']);
    await one.cache.forget('anna');
    await until(() => said.length === 2);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ names: ['public:any', 'public:tag:t'] });
    for (const message of said) expect(message).not.toContain('the value itself');
  });

  test('store nothing that another invalidated while it was loaded, in neither tier', async () => {
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    let arrive = (_value: string): void => undefined;
    const ask = (load: () => Promise<string>) =>
      two.cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 600_000, tags: ['all', 'k'], load });
    let hasBegun = false;
    const slow = ask(() => {
      hasBegun = true;
      return new Promise((resolve) => (arrive = resolve));
    });
    await until(() => hasBegun);
    await one.cache.invalidateTags(publicScope, ['k']);
    arrive('old');
    expect(await slow).toBe('old');
    await two.cache.idle();
    await two.cache.catchUp();
    expect(await ask(async () => 'new')).toBe('new');
    await two.cache.idle();
    expect(await one.get('k')).toBe('new');
  });

  test('share what they set at once, and keep nowhere what another invalidated since they read it', async () => {
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    // The tags of whoever reads it: what is kept under others is not given to them.
    const about = { scope: publicScope, key: 'k', freshForMs: 600_000, tags: ['all', 'k'] };
    const before = two.cache.moment();
    await one.cache.invalidateTags(publicScope, ['k']);
    const late = { ...about, value: 'read before', since: before };
    expect(await two.cache.set(late), 'whether it has heard of it or not').toMatchObject({ isShared: false });
    // Its own invalidation need not be heard before.
    expect(await one.cache.set({ ...about, value: 'read after' })).toEqual({ isStored: true, isShared: true });
    expect(await two.cache.catchUp()).toBe(true);
    expect(await two.cache.set(late)).toEqual({ isStored: false, isShared: false });
    expect(await two.get('k')).toBe('read after');
    expect(two.cache.statistics()).toMatchObject({ loads: 0, sharedHits: 1 });
  });

  test('doubt their memory while the line is cut, and ask Redis, which knows', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join({ shared: { isolatedFreshForMs: 0 } })];
    await Promise.all([certain(one), certain(two)]);
    await two.get('k');
    two.proxy.faults.refuses = true;
    two.proxy.cut();
    await until(() => two.cache.statistics().shared?.isCertain === false);
    origin.value = 'new';
    await one.cache.invalidateTags(publicScope, ['k']);
    // Nobody can tell this process anything: what it has is in doubt, so the origin is asked.
    expect(await two.get('k')).toBe('new');
    two.proxy.faults.refuses = false;
    await certain(two);
    expect(await two.get('k')).toBe('new');
  });

  test('trust their memory again when nothing was missed, and void it when something was', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    await two.get('k');
    await two.cache.idle();
    const loads = origin.loads;
    two.proxy.cut();
    await until(() => two.cache.statistics().shared?.isCertain === false);
    await certain(two);
    await two.get('k');
    expect(origin.loads).toBe(loads);

    two.proxy.faults.refuses = true;
    two.proxy.cut();
    await until(() => two.cache.statistics().shared?.isCertain === false);
    origin.value = 'new';
    await one.cache.invalidateTags(publicScope, ['k']);
    two.proxy.faults.refuses = false;
    await certain(two);
    expect(await two.get('k')).toBe('new');
  });

  test('notice a line that is open and says nothing', async () => {
    const { join } = await group();
    const one = await join({ shared: { leaseMs: 200 } });
    await certain(one);
    one.proxy.faults.swallows = true;
    await until(() => one.cache.statistics().shared?.isCertain === false);
    one.proxy.faults.swallows = false;
    await certain(one);
  });

  test('tell later what they could not tell at once, before they ask for anything else', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    await one.get('k');
    await one.cache.idle();
    one.proxy.faults.refuses = true;
    one.proxy.cut();
    await until(() => one.client.status !== 'ready');
    origin.value = 'new';
    expect(await one.cache.invalidateTags(publicScope, ['k'])).toMatchObject({ shared: 'later' });
    expect(one.cache.statistics().shared?.pending).toBeGreaterThan(0);
    expect(await one.get('k')).toBe('new');
    one.proxy.faults.refuses = false;
    await certain(one);
    await until(() => one.cache.statistics().shared?.pending === 0);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('new');
  });

  test('forget a user in memory of all and in Redis, where nothing is left that bears the name', async () => {
    const { join } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    const scope = userScope('anna*[x]');
    const ask = (member: typeof one, load: () => Promise<string>) =>
      member.cache.getOrLoad({ scope, key: 'me', freshForMs: 600_000, tags: ['t'], load });
    await ask(one, async () => 'anna*[x] herself');
    await one.cache.idle();
    await ask(two, async () => 'unused');
    let arrive = (_value: string): void => undefined;
    const slow = two.cache.getOrLoad({
      ...{ scope, key: 'slow', freshForMs: 600_000, flight: 'everywhere' },
      load: () => new Promise<string>((resolve) => (arrive = resolve)),
    });
    await one.cache.invalidateTags(scope, ['other']);
    // It loads, with the lock in its hand.
    await until(async () => (await one.client.keys('*:lock:*')).length === 1);
    expect(await one.cache.forget('anna*[x]')).toEqual({ entries: 1, sharedEntries: 1, isComplete: true });
    await two.cache.catchUp();
    expect(await everything(one.client)).not.toContain('anna');
    arrive('late');
    await slow;
    await two.cache.idle();
    expect(two.cache.statistics().entries).toBe(0);
    expect(await everything(one.client)).not.toContain('anna');
    expect(await ask(two, async () => 'new')).toBe('new');
  });
});

/** All keys and all that is in them. */
async function everything(client: { call(command: string, ...args: string[]): Promise<unknown> }): Promise<string> {
  const keys = (await client.call('KEYS', '*')) as string[];
  const texts = await Promise.all(
    keys.map(async (key) => {
      const type = String(await client.call('TYPE', key));
      const [command = 'GET', ...range] = { hash: ['HGETALL'], zset: ['ZRANGE', '0', '-1'] }[type] ?? [];
      return `${key} ${JSON.stringify(await client.call(command, key, ...range))}`;
    }),
  );
  return texts.join('\n');
}
