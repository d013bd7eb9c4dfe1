import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import type { Stage } from './program.ts';

/** What a program of the client talks to, and a page that can run it. */
export interface OpenStage extends Stage, AsyncDisposable {
  readonly emulator: SpotifyEmulator;
  /** Of an empty page with the script. */
  readonly pageUrl: string;
}

/** Opens an emulator, and a server with a page, with the address that a sign-in comes back to, and with a redirect to another host. */
export async function openStage(script = ''): Promise<OpenStage> {
  const emulator = createSpotifyEmulator({ seed: 1 });
  emulator.faults.add({ path: '/me/player/queue', hang: true });
  const listening = await emulator.listen();
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*, authorization');
    const path = request.url ?? '/';
    if (path.startsWith('/redirecting') && request.method === 'GET') {
      response.writeHead(307, { location: `${listening.url}/stolen` }).end();
    } else if (path === '/script.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script);
    } else {
      response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/script.js"></script>');
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const pageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    emulator,
    url: listening.url,
    pageUrl,
    redirectingUrl: `${pageUrl}/redirecting`,
    redirectUri: `${pageUrl}/callback`,
    agree: async (consentUrl) => (await fetch(`${consentUrl}&decision=allow`)).url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await listening.close();
    },
  };
}
