import type { CacheStatistics } from '@tonearm/cache';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectLegacy, connectModern } from '../journeys/mcp-clients.ts';
import { startHttpServer } from '../journeys/mcp-server-process.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const spotify = spotifyStage();
const environment = () => ({ ...spotify.environment, TONEARM_LOG_LEVEL: 'silent', TONEARM_WARM: 'profile,devices' });
const warmed = ['GET /v1/me', 'GET /v1/me/player/devices'];

async function http(more: Readonly<Record<string, string>> = {}) {
  const server = await startHttpServer({ ...environment(), ...more });
  onTestFinished(() => void server.stop('SIGKILL'));
  return server;
}

test('a server over HTTP loads what the settings name as soon as it listens, and whoever asks then costs no request', async () => {
  await spotify.signIn();
  spotify.emulator.journal.clear();
  const { url } = await http();
  await expect.poll(() => spotify.requests(), { timeout: 10_000 }).toEqual(warmed);
  const client = await connectModern({ url });
  onTestFinished(() => client.close());
  expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'listener' });
  expect(spotify.requests()).toEqual(warmed);
  const { byName, hitRatio } = (await (await fetch(new URL('/cache/stats', url))).json()) as CacheStatistics;
  expect(byName['me.profile']).toMatchObject({ loads: 1, stores: 1, hits: 1, entries: 1, bytes: expect.any(Number) });
  expect(hitRatio).toBeCloseTo(1 / 3);
});

test('a server over stdio does so when it has answered the handshake, though nobody calls anything', async () => {
  await spotify.signIn();
  spotify.emulator.journal.clear();
  const client = await connectLegacy({ environment: environment() });
  onTestFinished(() => client.close());
  await expect.poll(() => spotify.requests(), { timeout: 10_000 }).toEqual(warmed);
});

test('a Spotify that hangs holds up neither the handshake nor the list of tools', async () => {
  await spotify.signIn();
  spotify.emulator.faults.add({ path: /^\/v1\//, hang: true });
  for (const connect of [
    () => connectLegacy({ environment: environment() }),
    async () => connectModern({ url: (await http()).url }),
  ]) {
    const client = await connect();
    expect(await client.listTools()).not.toHaveLength(0);
    await client.close();
  }
});

test('what can not be loaded is counted as failed, and who asks is told why', async () => {
  await spotify.signIn();
  spotify.emulator.faults.add({ path: /^\/v1\/me$/, status: 403 });
  const { url } = await http();
  const rows = async (): Promise<readonly string[]> =>
    (await (await fetch(new URL('/metrics', url))).text())
      .split('\n')
      .filter((line) => line.startsWith('tonearm_warmed_rows_total'));
  const rowsOf = (outcome: string, count: number) => expect.stringMatching(`outcome="${outcome}".* ${count}$`);
  await expect
    .poll(rows, { timeout: 10_000 })
    .toEqual(expect.arrayContaining([rowsOf('failed', 1), rowsOf('stored', 1)]));
  const client = await connectModern({ url });
  onTestFinished(() => client.close());
  expect((await client.call('get_profile', {})).isError).toBe(true);
});

test('without a word of it in the settings nothing is loaded', async () => {
  await spotify.signIn();
  spotify.emulator.journal.clear();
  const { url } = await http({ TONEARM_WARM: '' });
  const client = await connectModern({ url });
  onTestFinished(() => client.close());
  await client.listTools();
  expect(await (await fetch(new URL('/cache/stats', url))).json()).toMatchObject({ loads: 0 });
  expect(spotify.requests()).toEqual([]);
});
