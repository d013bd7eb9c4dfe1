import { servicesAreOff } from '@tonearm/tooling/services';
import { describe, expect, test, vi } from 'vitest';
import { cacheStage } from './cache-stage.js';
import { tonearm } from './tonearm.js';

describe.skipIf(servicesAreOff)('tonearm cache warm', () => {
  test('ends at once at Ctrl-C when Spotify never answers, and says what was loaded up to then', async () => {
    const { emulator, start, requests } = await cacheStage();
    emulator.faults.add({ path: '/me/playlists', hang: true });
    const running = start('cache', 'warm', 'profile', 'playlists', 'top');
    await vi.waitUntil(() => requests() === 2, { timeout: 20_000 });
    const leftAt = performance.now();
    running.process.kill('SIGINT');
    const { exitCode, out, err } = await running.finished;
    expect({ exitCode, err }).toEqual({ exitCode: 130, err: 'error: Cancelled.\n' });
    expect(out).toMatch(/^Loaded: me\.profile\nNot loaded: playlists\.mine, me\.top/);
    expect(performance.now() - leftAt).toBeLessThan(5_000);
  });

  test.each([
    ['stands still', {}],
    ['stands still, as data', { json: true }],
  ])('sends nothing when the Redis %s, and fails', async (_what, { json = false }: { json?: boolean }) => {
    const { redis, environment, requests } = await cacheStage();
    redis.signal('SIGSTOP');
    const words = ['cache', 'warm', ...(json ? ['--json'] : [])];
    const { exitCode, out, err } = await tonearm(words, { environment: { ...environment, TONEARM_REDIS_WAIT_MS: '' } });
    expect({ exitCode, out, sent: requests() }).toEqual({ exitCode: 1, out: '', sent: 0 });
    expect(json ? JSON.parse(err).error.code : err).toMatch(
      json ? /^redis_unavailable$/ : /Redis does not answer: no answer within 50 ms\. Nothing was loaded/,
    );
  });

  test('takes a Redis for well that refuses what may be from before a change of a moment ago', async () => {
    const { run } = await cacheStage();
    expect((await run('playlist', 'create', 'Just made')).exitCode).toBe(0);
    expect(await run('cache', 'warm', 'profile', 'playlists')).toMatchObject({
      exitCode: 0,
      out: 'Loaded: me.profile\nLoaded but not kept: playlists.mine\n',
    });
  });

  test('says what Redis did not take, and why, and fails', async () => {
    const { run, configure } = await cacheStage();
    await run('cache', 'warm', 'profile');
    await configure('maxmemory', '1');
    const { exitCode, out, err } = await run('cache', 'warm', 'profile', 'top');
    expect({ exitCode, out }).toEqual({
      exitCode: 1,
      out: 'There already: me.profile\nLoaded but not kept: me.top type=tracks, me.top type=artists\n',
    });
    expect(err).toMatch(/Redis did not take all that was loaded: Redis has no room.*\n.*maxmemory-policy/);
    const asData = await run('cache', 'warm', 'top', '--json');
    expect(JSON.parse(asData.out)).toMatchObject({
      stored: [],
      not_stored: ['me.top type=tracks', 'me.top type=artists'],
    });
  });
});
