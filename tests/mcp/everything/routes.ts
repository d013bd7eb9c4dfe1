import { createSpotifyEmulator, type JournalEntry, type SpotifyEmulator, type User } from '@tonearm/spotify-emulator';
import { emulatorEnvironment, startHttpServer } from '../../journeys/mcp-server-process.ts';
import { connectLegacy, connectModern, type FullClient } from './clients.ts';

/** What Spotify offers to the app. */
export type Profile = 'development' | 'extended';

/** One way to call the tools of a server of its own, with an emulator of its own behind it. */
export interface ToolRoute {
  readonly client: Pick<FullClient, 'callTool'>;
  readonly emulator: SpotifyEmulator;
  readonly listener: User;
  /** What reached the Web API since this was last asked. */
  sent(): JournalEntry[];
}

/** The same for everything that a client does. */
export interface Route extends ToolRoute {
  readonly name: string;
  readonly client: FullClient;
  close(): Promise<void>;
}

/** Gives what reached the Web API since it was last asked. */
export function freshRequests(emulator: SpotifyEmulator): () => JournalEntry[] {
  let seen = 0;
  return () => {
    const all = emulator.journal.entries().filter(({ path }) => path.startsWith('/v1/'));
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
}

const eras = [
  ['2026-07-28', connectModern],
  ['2025', connectLegacy],
] as const;
const transports = ['stdio', 'HTTP'] as const;

/** Opens a route for each era over each transport, all at once, to servers that offer everything. */
export async function openRoutes(profile: Profile): Promise<readonly Route[]> {
  return await Promise.all(
    eras.flatMap(([era, connect]) =>
      transports.map((transport) => open(`${era} over ${transport}`, connect, transport, profile)),
    ),
  );
}

async function open(
  name: string,
  connect: typeof connectModern,
  transport: (typeof transports)[number],
  profile: Profile,
): Promise<Route> {
  const emulator = createSpotifyEmulator({ profile });
  const listening = await emulator.listen();
  const environment = {
    ...emulatorEnvironment(listening.url),
    TONEARM_TOOLSETS: 'all',
    TONEARM_LOG_LEVEL: 'silent',
    // Only how fast it calls: nobody is spared here.
    TONEARM_APP_MODE: 'extended',
  };
  const server = transport === 'HTTP' ? await startHttpServer(environment) : undefined;
  const client = await connect(server === undefined ? { commandLine: [], environment } : { url: server.url });
  return {
    name,
    client,
    emulator,
    listener: emulator.world.user('listener'),
    sent: freshRequests(emulator),
    async close() {
      await client.close();
      await server?.stop('SIGKILL');
      await listening.close();
    },
  };
}
