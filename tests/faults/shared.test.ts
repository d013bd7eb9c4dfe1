import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { type Redis, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.skipIf(servicesAreOff)('runtimes that share a Redis', () => {
  let server: Redis;
  const open: Runtime[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    for (const runtime of open.splice(0)) await runtime.close();
  });
  afterAll(() => server.stop());

  /** Two processes, as far as they know: nothing is shared but the emulator that they ask and Redis. */
  async function two() {
    const emulator = createSpotifyEmulator();
    // One that runs elsewhere, as far as the settings know: what is in the same process is a world of its own.
    const place = { apiUrl: `http://emulator.invalid/v1`, accountsUrl: 'http://emulator.invalid' };
    // On a busy machine an answer may well take longer than a call usually waits for it.
    const patient = { redisUrl: server.url, redisWaitMs: 10_000 };
    const settings = readSettings({}, { backend: 'emulator', ...patient, ...place });
    const make = async (): Promise<Runtime> => {
      const runtime = await createRuntime({ settings, fetch: emulator.fetch, logger: silentLogger });
      open.push(runtime);
      return runtime;
    };
    return { emulator, one: await make(), other: await make() };
  }

  test('are healthy from the first moment on', async () => {
    const { one } = await two();
    expect((await one.health()).checks.find(({ name }) => name === 'redis')).toMatchObject({ status: 'healthy' });
  });

  test('know of a quota that one of them has used up, and of nothing else', async () => {
    const { emulator, one, other } = await two();
    emulator.faults.add({ path: '/artists/*', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 50_000 });
    const [artist] = emulator.world.catalogue.artists.list();
    const read = (runtime: Runtime) => runtime.spotify.artists.get({ id: artist?.id ?? '' });
    await expect(read(one)).rejects.toMatchObject({ code: 'quota_exceeded' });
    await expect(read(other)).rejects.toMatchObject({ code: 'cooldown' });
    const sent = emulator.journal.entries().filter(({ operation }) => operation === 'get-an-artist');
    expect(sent).toHaveLength(1);
    expect(await other.spotify.me.profile()).toMatchObject({ id: 'listener' });
  });

  test('go on without it, and say so', async () => {
    const { emulator, one } = await two();
    await server.stop();
    const [album] = emulator.world.catalogue.albums.list();
    expect(await one.spotify.albums.get({ id: album?.id ?? '' })).toMatchObject({ id: album?.id });
    await expect
      .poll(async () => (await one.health()).checks.find(({ name }) => name === 'redis')?.status, { timeout: 20_000 })
      .toBe('degraded');
    expect((await one.health('readiness')).status).toBe('degraded');
  });
});
