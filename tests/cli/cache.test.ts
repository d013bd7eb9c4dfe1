import { freePort, servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test } from 'vitest';
import { cacheStage } from './cache-stage.js';
import { newConfigFolder, tonearm } from './tonearm.js';

describe.skipIf(servicesAreOff)('tonearm cache', () => {
  test('warms for the commands after it, shows and explains what is kept, and forgets', async () => {
    const { run, requests } = await cacheStage();
    const { exitCode, out } = await run('cache', 'warm', 'profile', 'playlists', '--json');
    expect({ exitCode, ...JSON.parse(out) }).toMatchObject({ exitCode: 0, stored: ['me.profile', 'playlists.mine'] });
    const sent = requests();
    expect(JSON.parse((await run('api', 'me.profile', '--json')).out)).toMatchObject({ id: 'listener' });
    expect(requests()).toBe(sent);
    expect((await run('cache', 'stats')).out).toMatch(/^Redis holds \d+ answers, 2 of them for this profile/);
    const explained = JSON.parse((await run('cache', 'explain', 'me.profile', '--json')).out);
    expect(explained).toMatchObject({ memory: { state: 'absent' }, redis: { state: 'fresh' } });
    expect((await run('cache', 'explain', 'me.profile')).out).toMatch(
      /^me\.profile: fresh, \d+ seconds? old\. It is fresh for another \d+ minutes\.\nFresh for 60 minutes, then/,
    );
    expect((await run('cache', 'forget')).out).toBe('Forgot 2 answers.\n');
    expect(JSON.parse((await run('cache', 'explain', 'me.profile', '--json')).out).redis.state).toBe('absent');
    expect(requests()).toBe(sent);
  });

  test('clears what is kept for all, so that the next command asks anew', async () => {
    const { run, requests } = await cacheStage();
    await run('cache', 'warm', 'profile');
    const sent = requests();
    expect((await run('cache', 'clear')).out).toBe('Everything that was kept is void.\n');
    expect(JSON.parse((await run('cache', 'explain', 'me.profile', '--json')).out).redis.state).toBe('void');
    await run('api', 'me.profile');
    expect(requests()).toBe(sent + 1);
  });

  test('says so when no Redis is named, and when the one that is named does not answer', async () => {
    const { run, environment } = await cacheStage({ hasRedis: false });
    expect((await run('cache', 'stats')).out).toContain('No Redis is named');
    const TONEARM_REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
    const gone = { ...environment, TONEARM_REDIS_URL, TONEARM_REDIS_WAIT_MS: '' };
    const silent = (...words: readonly string[]) => tonearm(words, { environment: gone });
    expect(await silent('cache', 'stats')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Redis does not answer'),
    });
    const explained = await silent('cache', 'explain', 'me.profile');
    expect(explained.out).toMatch(/^me\.profile: unreachable\. .*nothing listens at the address.*\n.*Start Redis/);
    for (const verb of ['clear', 'forget', 'warm']) {
      const { exitCode, err } = await run('cache', verb);
      expect([exitCode, err]).toEqual([
        2,
        expect.stringMatching(/No Redis is named.*Nothing was .*\n.*TONEARM_REDIS_URL/),
      ]);
      expect(await silent('cache', verb)).toMatchObject({
        exitCode: 1,
        err: expect.stringMatching(/nothing listens at the address of Redis.*TONEARM_REDIS_URL.*Start Redis/s),
      });
    }
  });

  test('says of a Redis that stands still what to look at, whoever asks', async () => {
    const { redis, environment } = await cacheStage();
    redis.signal('SIGSTOP');
    const impatient = { environment: { ...environment, TONEARM_REDIS_WAIT_MS: '' } };
    const step = /no answer within \d+ ms.*whether it runs.*TONEARM_REDIS_WAIT_MS/s;
    for (const words of [['stats'], ['explain', 'me.profile']]) {
      expect((await tonearm(['cache', ...words], impatient)).out, words[0]).toMatch(step);
      const { redis: told } = JSON.parse((await tonearm(['cache', ...words, '--json'], impatient)).out);
      expect(told.problem, words[0]).toMatch(step);
    }
    for (const verb of ['clear', 'forget']) expect((await tonearm(['cache', verb], impatient)).err, verb).toMatch(step);
  });

  test('says of an emulator of its own that its answers are never shared, though a Redis is named', async () => {
    const environment = { XDG_CONFIG_HOME: newConfigFolder(), TONEARM_REDIS_URL: 'redis://127.0.0.1:1' };
    for (const words of [['stats'], ['explain', 'me.profile']]) {
      const { exitCode, out } = await tonearm(['cache', ...words], { environment });
      expect([exitCode, out]).toEqual([0, expect.stringMatching(/Redis that is named is not used.*never shared/)]);
      expect(out).not.toContain('No Redis is named');
    }
    for (const verb of ['clear', 'forget', 'warm']) {
      const { exitCode, out, err } = await tonearm(['cache', verb, '--quiet'], { environment });
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).toMatch(/Redis that is named is not used.*Nothing was .*\n.*tonearm emulator start/);
    }
  });

  test('refuses what it does not know, and explains nothing that is never kept', async () => {
    const { run } = await cacheStage();
    expect(await run('cache', 'warm', 'profil')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('profile'),
    });
    expect(await run('cache', 'explain', 'me.profil')).toMatchObject({ exitCode: 2 });
    expect(await run('cache', 'explain', 'player.pause')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('never kept'),
    });
  });

  test('logout leaves nothing of the person in Redis', async () => {
    const { run, personal } = await cacheStage();
    expect(await run('cache', 'warm')).toMatchObject({ exitCode: 0 });
    expect((await personal()).length).toBeGreaterThanOrEqual(5);
    expect(await run('logout')).toMatchObject({ exitCode: 0, err: '' });
    expect(await personal()).toEqual([]);
  });

  test('logout says so when what is in Redis can not be reached, and signs out all the same', async () => {
    const { run, environment } = await cacheStage({ hasRedis: false });
    const gone = {
      ...environment,
      TONEARM_REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
      TONEARM_REDIS_WAIT_MS: '',
    };
    expect(await tonearm(['logout'], { environment: gone })).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Signed out'),
      err: expect.stringContaining('stays for up to a day'),
    });
    expect((await run('logout')).out).toContain('Nobody was signed in');
  });

  test.each([
    ['a tool', ['playlist', 'list'], 'Rainy Kitchen'],
    ['an endpoint', ['api', 'playlists.mine', 'limit=50'], 'Rainy Kitchen'],
  ])(
    'marks what %s shows from before while Spotify is ill, and nothing when it is well',
    async (_what, words, shown) => {
      const { run, emulator, pass, personal, requests } = await cacheStage();
      const old = /Spotify can't be asked right now: this is from the cache, up to 10 minutes old/;
      const well = await run(...words);
      expect((await personal()).some((key) => key.includes('playlists.mine'))).toBe(true);
      expect(well).toMatchObject({ exitCode: 0, out: expect.stringContaining(shown), err: '' });
      await pass(10 * 60_000);
      emulator.faults.add({ status: 503 });
      const sent = requests();
      const ill = await run(...words);
      expect(ill).toMatchObject({ exitCode: 0, out: well.out, err: expect.stringMatching(old) });
      expect(requests()).toBeGreaterThan(sent);
      const asData = await run(...words, '--json');
      expect(JSON.parse(asData.err)).toEqual({ notice: expect.stringMatching(old) });
      expect(JSON.stringify(JSON.parse(asData.out))).toContain(shown);
      expect((await run(...words, '--quiet')).err).toBe('');
    },
  );
});
