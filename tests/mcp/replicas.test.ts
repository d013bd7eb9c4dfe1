import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { type Redis as RedisService, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectLegacy, connectModern } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { decide, runCommand, startCommand } from './command.ts';

// Every step is a request to a process: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const token = 'one-token-for-all-replicas';
const headers = { authorization: `Bearer ${token}` };

describe.skipIf(servicesAreOff)('two servers behind a balancer, with one Redis', () => {
  let emulator: SpotifyEmulator;
  let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
  let redis: RedisService;
  let replicas: HttpServerProcess[];
  let balancer: Balancer;
  let environment: Record<string, string>;
  beforeAll(async () => {
    emulator = createSpotifyEmulator();
    [listening, redis] = await Promise.all([emulator.listen(), startRedis()]);
    environment = {
      ...emulatorEnvironment(listening.url),
      TONEARM_REDIS_URL: redis.url,
      TONEARM_HTTP_TOKEN: token,
      // Nobody waits for the pace of Development Mode here.
      TONEARM_APP_MODE: 'extended',
    };
    replicas = await Promise.all([startHttpServer(environment), startHttpServer(environment)]);
    balancer = await startBalancer(replicas.map(({ url }) => url));
    // The first call of each opens its connection to Redis; until then it answers by itself.
    const client = await connectModern({ url: balancer.url, headers });
    for (let count = 0; count < 4; count += 1) await client.call('list_devices', {});
    await client.close();
  });
  afterAll(async () => {
    await balancer.close();
    await Promise.all(replicas.map((replica) => replica.stop('SIGKILL')));
    await Promise.all([redis.stop(), listening.close()]);
  });
  beforeEach(() => {
    emulator.journal.clear();
  });

  const asked = (operation: string): number =>
    emulator.journal.entries().filter((entry) => entry.operation === operation).length;
  const trackUri = (index: number): string => emulator.world.catalogue.tracks.list()[index]?.uri ?? '';
  const isSaved = (uri: string): boolean => emulator.world.users.get('listener')?.library.has(uri) ?? false;

  describe.each([
    ['2025', connectLegacy, 0],
    ['2026-07-28', connectModern, 10],
  ] as const)('a client of %s', (_era, connect, first) => {
    const connected = async () => {
      const client = await connect({ url: balancer.url, headers });
      onTestFinished(() => client.close());
      return client;
    };

    test('is served by both, and what one has read the other need not', async () => {
      const client = await connected();
      const callsFor = async (album: string | undefined): Promise<number> => {
        const before = [...balancer.answered];
        const earlier = asked('get-an-album');
        for (let count = 0; count < 6; count += 1) {
          expect((await client.call('get_album', { album })).isError).toBe(false);
        }
        for (const [index, count] of balancer.answered.entries())
          expect(count).toBeGreaterThanOrEqual((before[index] ?? 0) + 3);
        return asked('get-an-album') - earlier;
      };
      // A Redis that a busy machine keeps waiting for too long is passed over, at the cost of a call: not for every album, though.
      const albums = emulator.world.catalogue.albums.list().slice(40 + first, 45 + first);
      const calls: number[] = [];
      for (const album of albums) {
        calls.push(await callsFor(album.uri));
        if (calls.at(-1) === 1) break;
      }
      expect(calls.at(-1), `calls for each album: ${calls}`).toBe(1);
    });

    test('sees its own write, whichever of them answers', async () => {
      const client = await connected();
      const uri = trackUri(200 + first);
      for (const saved of [true, false, true]) {
        if (saved) await client.call('save_to_library', { items: [uri] });
        else emulator.world.users.get('listener')?.library.delete(uri);
        if (!saved) continue;
        for (let count = 0; count < 2; count += 1) {
          const { text } = await client.call('check_library', { items: [uri] });
          expect(text).not.toMatch(/not saved/i);
        }
      }
    });

    test('may confirm at one what the other has planned', async () => {
      const client = await connected();
      const uri = trackUri(300 + first);
      await client.call('save_to_library', { items: [uri] });
      const plan = await client.call('remove_from_library', { items: [uri] });
      const { outcome, confirm } = plan.structured;
      expect([outcome, isSaved(uri)]).toEqual(['needs_confirmation', true]);
      const before = [...balancer.answered];
      const done = await client.call('remove_from_library', { items: [uri], confirm });
      expect([done.structured.outcome, isSaved(uri)]).toEqual(['done', false]);
      expect(balancer.answered).not.toEqual(before);
    });

    test('undoes a write at the one that made it; the other says that it is not its own, and undoes nothing', async () => {
      const client = await connected();
      const uris = [trackUri(400 + first), trackUri(401 + first)];
      const ids: unknown[] = [];
      // One write each, so that both have something that they could undo by mistake.
      for (const uri of uris) ids.push((await client.call('save_to_library', { items: [uri] })).structured.undo);
      expect(new Set(ids).size).toBe(2);
      const answers = [];
      for (let count = 0; count < 2; count += 1) answers.push(await client.call('undo_write', { id: ids[0] }));
      expect(answers.map(({ isError }) => isError).sort()).toEqual([false, true]);
      expect(answers.find(({ isError }) => isError)?.text).toMatch(
        /No write of this server has that id|nothing to undo/,
      );
      expect(uris.map(isSaved)).toEqual([false, true]);
    });
  });

  test('a form that one of them asked for may be answered at the other', async () => {
    const uri = trackUri(500);
    const client = new Client(
      { name: 'test', version: '1' },
      {
        capabilities: { elicitation: { form: {} } },
        versionNegotiation: { mode: { pin: '2026-07-28' } },
      },
    );
    client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { confirm: true } }));
    await client.connect(new StreamableHTTPClientTransport(balancer.url, { requestInit: { headers } }));
    onTestFinished(() => client.close());
    await client.callTool({ name: 'save_to_library', arguments: { items: [uri] } });
    const before = [...balancer.answered];
    const { structuredContent } = await client.callTool({ name: 'remove_from_library', arguments: { items: [uri] } });
    expect([structuredContent, isSaved(uri)]).toMatchObject([{ outcome: 'done' }, false]);
    // The question and the answer were two requests, in turns.
    expect(balancer.answered.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1]);
  });

  test('one that stops loses no request: it finishes what it has, and the other goes on', async () => {
    const extra = await startHttpServer(environment);
    onTestFinished(() => void extra.stop('SIGKILL'));
    const front = await startBalancer([extra.url, replicas[0]?.url ?? extra.url]);
    onTestFinished(() => front.close());
    const client = await connectModern({ url: front.url, headers });
    onTestFinished(() => client.close());
    emulator.faults.add({ operation: 'search', delayMs: 200, times: 4 });
    const slow = ['alpha', 'bravo', 'charlie', 'delta'].map((query) => client.call('search_catalog', { query }));
    await expect.poll(() => emulator.faults.list(), { timeout: 10_000 }).toEqual([]);
    const stopped = extra.stop('SIGTERM');
    const after = Array.from({ length: 10 }, (_, index) => client.call('search_catalog', { query: `after ${index}` }));
    for (const { isError } of await Promise.all([...slow, ...after])) expect(isError).toBe(false);
    expect(await stopped).toBe(0);
  });

  describe('what Redis holds of a person', () => {
    let own: Record<string, string>;
    let store: Redis;
    beforeEach(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tonearm-redis-'));
      store = new Redis(redis.url);
      onTestFinished(async () => {
        store.disconnect();
        await rm(folder, { recursive: true });
      });
      own = {
        ...environment,
        TONEARM_BACKEND: 'spotify',
        TONEARM_TOKEN_STORE: 'file',
        SPOTIFY_CLIENT_ID: 'tonearm-emulator',
        XDG_CONFIG_HOME: folder,
        XDG_STATE_HOME: folder,
      };
      await signIn('listener');
      const client = await connectModern({ environment: own });
      // What is asked for before Redis is connected stays in memory; what comes after it is written behind the answer.
      await client.call('get_profile', {});
      await client.call('list_playlists', {});
      await expect.poll(async () => (await playlists()).length, { timeout: 10_000 }).toBe(1);
      await client.close();
    });

    const playlists = (): Promise<string[]> => store.keys('*:user:*spotify:default:*playlists*');
    const signIn = async (user: string): Promise<void> => {
      const auth = startCommand('auth --no-browser', own);
      auth.process.stdin.end(`${await decide(await auth.saying(/^http\S+/m), 'allow', user)}\n`);
      expect((await auth.ended).code).toBe(0);
    };

    test('is gone after logout', async () => {
      expect((await runCommand('logout', own)).output).toContain('gone from Redis');
      expect(await store.keys('*:user:*spotify:default:*')).toEqual([]);
    });

    test('is gone when another person signs in to the same profile', async () => {
      await signIn('neighbour');
      expect(await playlists()).toEqual([]);
    });
  });
});
