import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { sabotaged } from './sabotage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('whoever asks for an artist of whom only an album has spoken', () => {
  const emulator = createSpotifyEmulator();
  let listening: Awaited<ReturnType<typeof emulator.listen>>;
  let server: HttpServerProcess;
  beforeAll(async () => {
    listening = await emulator.listen();
    server = await startHttpServer(emulatorEnvironment(listening.url));
  });
  afterEach(() => emulator.faults.clear());
  afterAll(async () => {
    await server.stop('SIGKILL');
    await listening.close();
  });

  test('is told so by the MCP server, and not when Spotify answers', async () => {
    const client = await connectModern({ url: server.url });
    const [album] = emulator.world.catalogue.albums.list();
    const fresh = await client.call('get_album', { album: album?.uri });
    expect(fresh.text).not.toContain('from the cache');
    // Of the artist nothing can be had but the name that the album gave.
    emulator.faults.add({ status: 503, path: '/artists/{id}' });
    const artist = album?.artists[0];
    const answer = await client.call('get_artist', { artist: artist?.uri });
    expect(answer).toMatchObject({ isError: false, structured: { name: artist?.name } });
    expect(answer.text).toContain("Spotify can't be asked right now");
    await client.close();
  });
});

describe('while Spotify cannot be asked', () => {
  const emulator = createSpotifyEmulator();
  let listening: Awaited<ReturnType<typeof emulator.listen>>;
  let server: HttpServerProcess;
  let folder: string;
  beforeAll(async () => {
    listening = await emulator.listen();
    folder = await mkdtemp(join(tmpdir(), 'tonearm-faults-'));
    const environment = { ...emulatorEnvironment(listening.url), XDG_STATE_HOME: folder };
    server = await startHttpServer({ ...environment, ...sabotaged('jump') });
  });
  afterEach(() => emulator.faults.clear());
  afterAll(async () => {
    await server.stop('SIGKILL');
    await listening.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['down', { status: 503 }],
    ['in a pause that it asked for', { status: 429, retryAfterSeconds: 25 }],
    ['refusing for a quota that is used up', { status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 1_700 }],
  ])('because it is %s, an old answer is given and marked, then a minimal one, then an error', async (_how, fault) => {
    const client = await connectModern({ url: server.url });
    const [album] = emulator.world.catalogue.albums.list();
    await client.call('get_album', { album: album?.uri });
    const read = () => client.call('get_playlist', { playlist: emulator.world.user('listener').playlists[0]?.uri });
    const begin = () => client.complete('spotify://playlist/{playlist}{?offset,limit}', 'playlist', '');
    const fresh = await read();
    expect(fresh.text).not.toContain('from the cache');
    const names = await begin();
    expect(names.values.length).toBeGreaterThan(0);
    expect(names.meta).not.toHaveProperty(['tonearm/stale']);
    server.signal('SIGUSR2');
    emulator.faults.add({ ...fault, path: /^\/v1\// });
    const note = "Spotify can't be asked right now: this is from the cache, up to 30 minutes old.";
    // Until the signal is heard the answer is not old.
    await expect.poll(async () => (await read()).text, { timeout: 10_000 }).toContain(note);
    // Somebody has met the refusal itself; now a gate or the breaker holds everybody back.
    for (let times = 0; times < 3; times += 1) {
      const stale = await read();
      expect(stale).toMatchObject({ isError: false, structured: fresh.structured });
      expect(stale.text).toContain(note);
    }
    const { id } = emulator.world.user('listener').playlists[0] ?? expect.unreachable();
    const resource = await client.read(`spotify://playlist/${id}`);
    expect(JSON.parse(resource.text)).toMatchObject({ note });
    expect(resource.meta).toMatchObject({ 'tonearm/stale': [{ endpoint: 'playlists.get', reason: 'outage' }] });
    // There is no room for words among what may be typed.
    expect(await begin()).toMatchObject({
      values: names.values,
      meta: { 'tonearm/stale': [{ endpoint: 'playlists.mine', reason: 'outage' }] },
    });
    // Of the artist nothing is known but what the album said.
    const artist = album?.artists[0];
    const minimal = await client.call('get_items', { items: [artist?.uri] });
    expect(minimal).toMatchObject({ isError: false, structured: { items: [{ name: artist?.name }] } });
    expect(minimal.text).toContain("Spotify can't be asked right now");
    // Its releases nobody has told: that is said, and what is known is given all the same.
    const unfinished = await client.call('get_artist', { artist: artist?.uri });
    expect(unfinished).toMatchObject({ isError: false, structured: { name: artist?.name, missing: 'albums' } });
    expect(unfinished.text).toMatch(/does not tell the releases now.*can't be asked right now/s);
    expect(await client.call('get_album', { album: `spotify:album:${'0'.repeat(22)}` })).toMatchObject({
      isError: true,
    });
    // Nothing of it is left when it is over.
    emulator.faults.clear();
    server.signal('SIGUSR2');
    await expect.poll(async () => (await read()).text, { timeout: 10_000 }).not.toContain('from the cache');
    await client.close();
  });
});
