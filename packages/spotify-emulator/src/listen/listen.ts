import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reply } from '../http/reply.js';
import { drip } from './drip.js';
import type { Handler } from './handler.js';
import { readBody } from './read-body.js';

/** Where to listen. */
export interface ListenOptions {
  /** 0, a free one, when left out. */
  readonly port?: number;
  /** The loopback address when left out: an emulator hands out tokens to whoever asks. */
  readonly host?: string;
}

/** An emulator that listens. */
export interface Listening {
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
const everyInterface = new Set(['0.0.0.0', '::']);

/** Serves a handler over HTTP. */
export async function listen(
  handler: Handler,
  { port = 0, host = '127.0.0.1' }: ListenOptions = {},
): Promise<Listening> {
  let url = '';
  const server = createServer(
    { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs, connectionsCheckingInterval: 5_000 },
    (incoming, outgoing) => {
      serve(incoming, outgoing, handler, originOf(incoming, host, url)).catch(() => incoming.socket.destroy());
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  url = urlOf(server.address(), host);
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error && !isNotRunning(error) ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: Handler,
  origin: string,
): Promise<void> {
  const abort = new AbortController();
  // An answer that went out whole closes too, and to abort is dear: it writes down where it was called.
  outgoing.once('close', () => outgoing.writableFinished || abort.abort());
  const body = await readBody(incoming);
  const { path, query } = splitTarget(incoming.url ?? '/');
  const outcome = await handler(
    {
      method: incoming.method ?? 'GET',
      path,
      query,
      body: body ?? '',
      isBodyTooLarge: body === undefined,
      origin,
      headers: incoming.headers,
      header: (name) => {
        const value = incoming.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
    },
    abort.signal,
  );
  if (outcome === 'cut') incoming.socket.resetAndDestroy();
  else if (outcome !== 'hang') await send(outgoing, outcome, abort.signal);
}

async function send(outgoing: ServerResponse, reply: Reply, signal: AbortSignal): Promise<void> {
  if (outgoing.destroyed) return;
  outgoing.writeHead(reply.status, { ...reply.headers, ...lengthOf(reply) });
  if (reply.dripMs !== undefined)
    for await (const piece of drip(reply.body, reply.dripMs, signal)) outgoing.write(piece);
  if (reply.stream) {
    outgoing.flushHeaders();
    for await (const piece of reply.stream(signal)) {
      // Whoever reads slowly is written to slowly.
      if (!outgoing.write(piece)) await once(outgoing, 'drain', { signal });
    }
  }
  outgoing.end(reply.dripMs === undefined ? reply.body : undefined);
}

function lengthOf({ body, stream }: Reply): { 'content-length'?: number } {
  return stream ? {} : { 'content-length': Buffer.byteLength(body) };
}

/** The target as it was sent: `new URL` would take `//host/path` for another host. */
function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const relative = target.startsWith('/') ? target : target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const [path = '/', ...rest] = relative.split('?');
  return { path, query: new URLSearchParams(rest.join('?')) };
}

/** Links lead to where the caller found us; that is only in doubt when we listen on every interface. */
function originOf(incoming: IncomingMessage, host: string, url: string): string {
  const named = incoming.headers.host;
  return everyInterface.has(host) && named !== undefined && /^[\w.:[\]-]+$/.test(named) ? `http://${named}` : url;
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  if (address === null || typeof address === 'string') throw new TypeError('The emulator listens on no port.');
  const name = everyInterface.has(host)
    ? '127.0.0.1'
    : address.family === 'IPv6'
      ? `[${address.address}]`
      : address.address;
  return `http://${name}:${address.port}`;
}

function isNotRunning(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_SERVER_NOT_RUNNING';
}
