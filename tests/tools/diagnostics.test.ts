import { tools } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { drivesEveryToolOf, first, stage } from './stage.js';

drivesEveryToolOf('diagnostics');

test('says how the server is, in a few lines, and asks Spotify for nothing', async () => {
  const { call, emulator, requests } = await stage({ profile: 'extended' });
  await call('get_album', { album: first(emulator.world.catalogue.albums.list()).uri });
  await call('get_album', { album: first(emulator.world.catalogue.albums.list()).uri });
  requests();
  const { output, text } = await call('diagnose_tonearm');
  expect(requests()).toEqual([]);
  expect(output).toMatchObject({
    ...{ status: 'healthy', reasons: [], backend: 'emulator', circuit: 'closed', pauses: [] },
    ...{ calls_under_way: 0, calls_waiting: 0, cache_entries: expect.any(Number), cache_hit_ratio: 0.5 },
  });
  expect(output.tokens_left).toBeLessThanOrEqual(50);
  expect(text.split('\n').length).toBeLessThanOrEqual(6);
  expect(text).toContain('Tonearm');
});

test('shows the statistics of the cache by endpoint, to whoever asks for all', async () => {
  const { call, emulator } = await stage({ profile: 'extended' });
  const album = first(emulator.world.catalogue.albums.list()).uri;
  for (let times = 0; times < 3; times += 1) await call('get_album', { album });
  const { output, text } = await call('diagnose_tonearm', { detail: 'full' });
  expect(output.cache).toMatchObject({
    max_entries: 5_000,
    by_name: { 'albums.get': { hits: 2, misses: 1, loads: 1, stores: 1 } },
    total: { hits: 2 },
  });
  expect(text).toContain('albums.get: hits 2, misses 1, loads 1, stores 1');
  expect((await call('diagnose_tonearm')).output).not.toHaveProperty('cache');
});

test('says what is wrong: a quota that is used up, a Spotify that is ill', async () => {
  const { call, emulator, runtime } = await stage();
  emulator.faults.add({ path: '/artists/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 500 });
  const { id } = first(emulator.world.catalogue.artists.list());
  await runtime.spotify.artists.get({ id }).catch(() => undefined);
  const degraded = await call('diagnose_tonearm');
  expect(degraded.output).toMatchObject({
    status: 'degraded',
    pauses: [{ bucket: 'artist', seconds: expect.any(Number) }],
  });
  expect(degraded.text).toMatch(/quota: used up for artist\n(.*\n)*pause for artist: \d+ s more/);
  emulator.faults.add({ status: 503, path: /^\/v1\// });
  for (let times = 0; times < 5; times += 1) {
    await runtime.spotify.player.next().catch(() => undefined);
  }
  const ill = await call('diagnose_tonearm');
  expect(ill.output).toMatchObject({ status: 'unhealthy', circuit: 'open' });
  expect(ill.text).toContain('circuit: open');
});

test('learns the mode of the app, and says so', async () => {
  const { call, emulator, runtime } = await stage({ profile: 'development' });
  expect((await call('diagnose_tonearm')).output).toMatchObject({ app_mode: 'not known yet' });
  const ids = emulator.world.catalogue.albums
    .list()
    .slice(0, 2)
    .map(({ id }) => id);
  await runtime.spotify.albums.getMany({ ids });
  expect((await call('diagnose_tonearm')).output).toMatchObject({ app_mode: 'development' });
});

test('shows no secret and nothing of the person', async () => {
  const { call, emulator, listener, runtime } = await stage();
  await runtime.spotify.me.profile();
  const { output, text } = await call('diagnose_tonearm');
  const said = JSON.stringify(output) + text;
  for (const secret of [listener.id, listener.email, listener.display_name, 'tonearm-secret']) {
    expect(said).not.toContain(secret);
  }
  expect(emulator.journal.entries().length).toBeGreaterThan(0);
});

test('is off unless it is asked for', () => {
  expect(tools.filter(({ toolset }) => toolset === 'diagnostics').map(({ name }) => name)).toEqual([
    'diagnose_tonearm',
  ]);
});
