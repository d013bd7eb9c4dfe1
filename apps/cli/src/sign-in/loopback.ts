import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../errors.js';
import type { Redirect } from './redirect.js';

/** A small web server that waits for the browser to come back from Spotify. */
export interface Loopback {
  /** The address to send the browser back to, with the real port. */
  readonly redirectUri: string;
  /** The query of the first request that carries our state; anything else is answered and ignored. */
  readonly reply: Promise<URLSearchParams>;
  close(): void;
}

/** Starts to listen, on this machine only. */
export async function listenForReply({ host, port, path }: Redirect, state: string): Promise<Loopback> {
  let resolve: (query: URLSearchParams) => void = () => undefined;
  const reply = new Promise<URLSearchParams>((settle) => {
    resolve = settle;
  });
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', `http://${host}`);
    if (request.method !== 'GET' || url?.pathname !== path) return answer(response, 404, 'Nothing is here.');
    if (url.searchParams.get('state') !== state) {
      return answer(
        response,
        400,
        'This is not the sign-in that the terminal waits for. Use the newest link that it printed.',
      );
    }
    const isRefused = url.searchParams.has('error');
    answer(
      response,
      200,
      isRefused ? 'Spotify was told no. The terminal says more.' : 'Signed in. Go back to the terminal.',
    );
    resolve(url.searchParams);
  });
  server.listen({ port, host: host.replace(/[[\]]/g, '') });
  await once(server, 'listening').catch((error: unknown) => {
    throw explainListening(error, port);
  });
  const { port: realPort } = server.address() as AddressInfo;
  return {
    redirectUri: `http://${host}:${realPort}${path}`,
    reply,
    close() {
      server.close();
      server.closeIdleConnections();
    },
  };
}

function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${sentence}\n`);
}

function explainListening(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new CommandError(
    'port_taken',
    `Cannot wait for the browser: port ${port} is ${code === 'EADDRINUSE' ? 'taken' : 'not allowed'}.`,
    'Free it, leave the port out of SPOTIFY_REDIRECT_URI to take any, or use --no-browser.',
  );
}
