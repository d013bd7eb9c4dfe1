import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { connectLegacy, connectModern, type FullClient } from './everything/clients.ts';

// Thousands of items on their way: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** As much as one call may take, and as a playlist can hold. */
const most = 10_000;
const chunkSize = 100;

let emulator: SpotifyEmulator;
let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
let environment: Record<string, string>;
let server: HttpServerProcess;
let remembering: HttpServerProcess;
beforeAll(async () => {
  emulator = createSpotifyEmulator();
  listening = await emulator.listen();
  // Only how fast it calls: nobody is spared here.
  environment = { ...emulatorEnvironment(listening.url), TONEARM_APP_MODE: 'extended', TONEARM_LOG_LEVEL: 'silent' };
  server = await startHttpServer(environment);
  remembering = await startHttpServer(environment, ['--port', '0', '--sessions']);
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  for (const each of [server, remembering]) await each.stop('SIGKILL');
  await listening.close();
});

const songs = (): readonly string[] => {
  const known = emulator.world.catalogue.tracks.list();
  return Array.from({ length: most }, (_, index) => known[index % known.length]?.uri ?? '');
};
const bulky = () => {
  const list = emulator.world.user('listener').playlists.find(({ name }) => name === 'Bulky');
  return list ?? expect.unreachable('the playlist is not there');
};
const held = (): readonly string[] => bulky().items.map(({ uri }) => uri);
const additions = (): number =>
  emulator.journal.entries().filter(({ method, path }) => method === 'POST' && path.endsWith('/items')).length;
const textOf = (answer: Readonly<Record<string, unknown>>): string => String(Object(Object(answer.content)[0]).text);

describe.each([
  ['2025 over stdio', () => connectLegacy({ commandLine: [], environment }), false],
  ['2026-07-28 over stdio', () => connectModern({ commandLine: [], environment }), false],
  // Its word that it cancels comes with a request of its own, which knows nothing of the others: it has to hang up.
  ['2025 over HTTP', () => connectLegacy({ url: server.url }), true],
  ['2025 over HTTP in a session', () => connectLegacy({ url: remembering.url }), false],
  ['2026-07-28 over HTTP', () => connectModern({ url: server.url }), false],
] as const)('ten thousand songs, added by a client of %s', (_route, connect, hangsUp) => {
  const withClient = async (use: (client: FullClient, uri: string) => Promise<void>): Promise<void> => {
    const client = await connect();
    const { structuredContent } = await client.callTool('create_playlist', { name: 'Bulky' });
    await use(client, String(Object(structuredContent).uri)).finally(() => client.close());
  };

  test('that it cancels on the way: what was reported has landed, nothing comes after, and it can be taken back', async () => {
    await withClient(async (client, playlist) => {
      const stop = new AbortController();
      let reported = 0;
      const adding = client.callTool(
        'add_to_playlist',
        { playlist, items: songs() },
        {
          signal: stop.signal,
          progress({ progress, total }) {
            expect(total).toBe(most);
            reported = progress;
            if (progress < 1_000) return;
            if (hangsUp) void client.close();
            else stop.abort();
          },
        },
      );
      await expect(adding).rejects.toThrow();
      expect(reported).toBeGreaterThanOrEqual(1_000);
      const after = hangsUp ? await connect() : client;
      // A cancelled call is not answered. Were it still going on, it would come in between what is asked of Spotify meanwhile.
      for (let quiet = 0, seen = additions(), asked = 0; quiet < 5; asked += 1) {
        await after.callTool('check_library', { items: [songs()[asked]] });
        quiet = additions() === seen ? quiet + 1 : 0;
        seen = additions();
      }
      const landed = held();
      expect(landed.length).toBeGreaterThanOrEqual(reported);
      expect(landed.length).toBeLessThan(most);
      expect(landed).toEqual(songs().slice(0, landed.length));
      expect(landed.length).toBe(additions() * chunkSize);

      const undone = await after.callTool('undo_write', {});
      expect(undone.structuredContent).toMatchObject({ outcome: 'undone' });
      expect(held()).toEqual([]);
      await after.close();
    });
  });

  test('that Spotify refuses on the way: the answer says exactly how many landed', async () => {
    await withClient(async (client, playlist) => {
      emulator.faults.add({
        operation: 'add-items-to-playlist',
        skip: 10,
        status: 400,
        message: 'No more.',
      });
      const text = textOf(await client.callTool('add_to_playlist', { playlist, items: songs() }));
      expect(text).toContain('1000 of 10000 items landed, in order');
      expect(text).toContain('Go on from item 1001');
      expect(held()).toEqual(songs().slice(0, 1_000));
      expect(text).toContain('undo_write');
    });
  });
});
