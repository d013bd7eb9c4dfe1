import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { sabotaged } from './sabotage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const emulator = createSpotifyEmulator();
let listening: Awaited<ReturnType<typeof emulator.listen>>;
let server: HttpServerProcess | undefined;
beforeAll(async () => {
  listening = await emulator.listen();
});
afterEach(async () => {
  emulator.faults.clear();
  await server?.stop('SIGKILL');
});
afterAll(() => listening.close());

async function start(environment: Readonly<Record<string, string>>): Promise<HttpServerProcess> {
  server = await startHttpServer({ ...emulatorEnvironment(listening.url), ...environment });
  const client = await connectModern({ url: server.url });
  await client.call('list_devices', {});
  await client.close();
  return server;
}

/** The answer of an admin path: its status, and what it says. */
async function ask({ url }: HttpServerProcess, path: string): Promise<[status: number, reasons: string[]]> {
  const answer = await fetch(new URL(path, url));
  const { reasons } = (await answer.json()) as { reasons: string[] };
  return [answer.status, reasons];
}

test('a server whose event loop is blocked is no longer alive, and was before', async () => {
  const running = await start(sabotaged('block'));
  expect(await ask(running, '/livez')).toEqual([200, []]);
  running.signal('SIGUSR2');
  // It may take a turn until the signal is heard.
  await expect
    .poll(() => ask(running, '/livez'), { timeout: 30_000 })
    .toEqual([503, ['event-loop: something blocks the process: turns of its event loop take longer than 1000 ms']]);
});

test('a server is not ready while Spotify is ill, says why, stays alive, and is ready again afterwards', async () => {
  const running = await start(sabotaged('jump'));
  expect(await ask(running, '/readyz')).toEqual([200, []]);
  emulator.faults.add({ status: 503, path: /^\/v1\// });
  const client = await connectModern({ url: running.url });
  for (let times = 0; times < 3; times += 1) await client.call('search_catalog', { query: `night ${times}` });
  expect(await ask(running, '/readyz')).toEqual([
    503,
    [expect.stringContaining('spotify: '), expect.stringContaining('breaker: ')],
  ]);
  expect(await ask(running, '/livez')).toEqual([200, []]);
  emulator.faults.clear();
  running.signal('SIGUSR2');
  await expect
    .poll(async () => (await client.call('search_catalog', { query: 'morning' })).isError, { timeout: 10_000 })
    .toBe(false);
  expect(await ask(running, '/readyz')).toEqual([200, []]);
  await client.close();
});
