import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectLegacy, connectModern, type JourneyClient, type Reach } from './mcp-clients.ts';
import { type StepReport, travel } from './mcp-journey.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from './mcp-server-process.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let emulator: SpotifyEmulator;
let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
let server: HttpServerProcess;

beforeAll(async () => {
  emulator = createSpotifyEmulator();
  listening = await emulator.listen();
  server = await startHttpServer(emulatorEnvironment(listening.url));
});

afterAll(async () => {
  await server.stop();
  await listening.close();
});

const overStdio = (): Reach => ({ environment: emulatorEnvironment(listening.url) });
const overHttp = (): Reach => ({ url: server.url });

const ways: readonly [string, (reach: Reach) => Promise<JourneyClient>, () => Reach][] = [
  ['a client of 2026-07-28 over stdio', connectModern, overStdio],
  ['a client of 2026-07-28 over HTTP', connectModern, overHttp],
  ['a client of 2025 over stdio', connectLegacy, overStdio],
  ['a client of 2025 over HTTP', connectLegacy, overHttp],
];

describe.each(ways)('%s', (_name, connect, reach) => {
  test('does all that people do with Spotify, and the emulator agrees', async () => {
    const client = await connect(reach());
    try {
      const steps: StepReport[] = [];
      for await (const step of travel(client, emulator.world)) steps.push(step);
      expect(steps.filter(({ passed }) => !passed)).toEqual([]);
      expect(steps).toHaveLength(10);
    } finally {
      await client.close();
    }
  });
});
