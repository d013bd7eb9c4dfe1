// What `npm start` shows: a real MCP client uses the built server, and the emulator is asked whether it is true.
import { fileURLToPath } from 'node:url';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { connectModern, type Reach } from './mcp-clients.ts';
import { travel } from './mcp-journey.ts';
import { emulatorEnvironment, type HttpServerProcess, serverScript, startHttpServer } from './mcp-server-process.ts';

const cliScript = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
const preferredPort = '3333';
const words = process.argv.slice(2);
const isOnce = words.includes('--once') || process.env.CI === 'true';
const unknown = words.filter((word) => word !== '--once');
if (unknown.length > 0) {
  process.stderr.write(`npm start takes --once and nothing else, not ${unknown.join(' ')}.\n`);
  process.exit(2);
}

const emulator = createSpotifyEmulator();
const { url, close } = await emulator.listen();
const environment = emulatorEnvironment(url);
say(`\nTonearm, an unofficial client for Spotify. A Spotify emulator listens on ${url}; no account is needed.`);

const passed = await show('tonearm-mcp over stdio, driven by a real MCP client:', { environment });
const stayed = passed && !isOnce ? await stay() : passed;
await close();
process.exit(stayed ? 0 : 1);

/** Shows one journey, a line a step; says whether every step passed. */
async function show(title: string, reach: Reach): Promise<boolean> {
  say(`\n${title}`);
  try {
    const client = await connectModern(reach);
    let isFine = true;
    for await (const { name, passed, summary, durationMs } of travel(client, emulator.world)) {
      say(`${passed ? '✓' : '✗'} ${name.padEnd(23)} ${clip(summary.replaceAll('\n', ' · '))}  ${durationMs} ms`);
      isFine &&= passed;
    }
    await client.close();
    if (isFine) say('Each step was checked in what the emulator then held, not only by what came back.');
    return isFine;
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Goes on as a server, until Ctrl-C; says whether the same journey passed over HTTP. */
async function stay(): Promise<boolean> {
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const server = await startOnFreePort();
  const token = process.env.TONEARM_HTTP_TOKEN;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const isFine = await show('The same over Streamable HTTP:', { url: server.url, headers });
  if (isFine) {
    say(nextSteps(server.url));
    await stopped;
    say('\nStopping …');
  }
  await server.stop();
  return isFine;
}

async function startOnFreePort(): Promise<HttpServerProcess> {
  try {
    return await startHttpServer(environment, ['--port', preferredPort]);
  } catch (error) {
    if (!String(error).includes('is in use')) throw error;
    say(`\nPort ${preferredPort} is taken, so another one is used.`);
    return await startHttpServer(environment, ['--port', '0']);
  }
}

function nextSteps(mcpUrl: URL): string {
  const configuration = {
    mcpServers: {
      tonearm: { command: process.execPath, args: [serverScript] },
      'tonearm-http': { type: 'http', url: mcpUrl.href },
    },
  };
  return `
The server keeps listening on ${mcpUrl.href}; metrics are at ${new URL('/metrics', mcpUrl).href}. Ctrl-C ends it.

Paste this into the configuration of an MCP client (one of the two entries is enough):
${JSON.stringify(configuration, null, 2)}

To use your own Spotify account instead of the emulator (playing needs Spotify Premium):
  1. Create an app at https://developer.spotify.com/dashboard and add the redirect URI http://127.0.0.1/callback
  2. Set SPOTIFY_CLIENT_ID to the app's client id, here and in the client's configuration ("env")
  3. Sign in once: ${process.execPath} ${cliScript} login
     (where @tonearm/cli is installed: tonearm login)
`;
}

function clip(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 89)}…`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
