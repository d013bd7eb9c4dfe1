import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { writeTokens } from '@tonearm/tools/runtime';
import { connectModern, type JourneyClient } from '../../journeys/mcp-clients.ts';
import { type HttpServerProcess, startHttpServer } from '../../journeys/mcp-server-process.ts';

/** A built server that speaks HTTP in a process of its own, in front of an emulator in this one. */
export interface ServerUnderLoad {
  readonly emulator: SpotifyEmulator;
  readonly server: HttpServerProcess;
  readonly client: JourneyClient;
  /** `127.0.0.1:<port>`, for Prometheus. */
  readonly target: string;
  /** Starts another process of the same server for a moment: calls a tool there, and ends it. */
  callBeside(tool: string, input: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/** Starts the server as somebody who signed in to Spotify a month ago; it takes the emulator for Spotify. */
export async function startServerUnderLoad(environment: Record<string, string> = {}): Promise<ServerUnderLoad> {
  const emulator = createSpotifyEmulator();
  const { url, close } = await emulator.listen();
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-signed-in-'));
  // Pauses that Spotify asks for are left there for other processes: never for those of another test.
  const signedIn = { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
  const { access_token, refresh_token, scope } = emulator.grant();
  await writeTokens(
    'default',
    {
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAt: 0,
      scopes: scope.split(' '),
      authorizedAt: Date.now() - 30 * 86_400_000,
    },
    signedIn,
  );
  const start = (): Promise<HttpServerProcess> =>
    startHttpServer({
      ...signedIn,
      TONEARM_BACKEND: 'spotify',
      SPOTIFY_CLIENT_ID: 'tonearm-emulator',
      SPOTIFY_API_URL: `${url}/v1`,
      SPOTIFY_ACCOUNTS_URL: url,
      ...environment,
    });
  const server = await start();
  const client = await connectModern({ url: server.url });
  return {
    emulator,
    server,
    client,
    target: server.url.host,
    async callBeside(tool, input) {
      const other = await start();
      const visitor = await connectModern({ url: other.url });
      // What it loads before it hears of the changes of others is not kept; what it loads then is.
      for (let time = 0; time < 3; time += 1) await visitor.call(tool, input);
      await visitor.close();
      await other.stop();
    },
    async close() {
      await client.close().catch(() => undefined);
      await server.stop('SIGKILL');
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
