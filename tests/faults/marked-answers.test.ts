import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';

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
