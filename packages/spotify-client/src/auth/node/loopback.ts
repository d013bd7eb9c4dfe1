import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidParameterError } from '../../errors.js';
import { SignInError } from '../sign-in-error.js';

/** What a loopback listener waits for. */
export interface LoopbackOptions {
  /** An http address at 127.0.0.1 or [::1]; without a port, any free one is taken. */
  readonly redirectUri: string;
  /** Only a request with this state is the answer. */
  readonly state: string;
}

/** A small web server that waits for the browser to come back from Spotify. */
export interface Loopback {
  /** The address to send the browser back to, with the real port. */
  readonly redirectUri: string;
  /** The query of the first request that carries the state; anything else is answered and ignored. */
  readonly reply: Promise<URLSearchParams>;
  /**
   * Stops to listen, and shows the browser a text: that of the reply waits for it, since what the reply is worth is known later only.
   * Resolves when the browser has it or has gone, and after a second at the latest. Default: that the sign-in is over.
   */
  close(page?: string): Promise<void>;
}

// For what takes no time: a browser on the same machine gets a few words.
const closingMs = 1_000;

/** Starts to listen, on this machine only. */
export async function listenForRedirect(options: LoopbackOptions): Promise<Loopback> {
  const { state } = options;
  const { host, port, path, at } = readRedirectUri(options.redirectUri);
  let resolve: (query: URLSearchParams) => void = () => undefined;
  const reply = new Promise<URLSearchParams>((settle) => {
    resolve = settle;
  });
  // More than one where a page is loaded again.
  const waiting = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', `http://${host}`);
    if (request.method !== 'GET' || url?.pathname !== path) return answer(response, 404, 'Nothing is here.');
    if (url.searchParams.get('state') !== state) {
      return answer(response, 400, 'This is not the sign-in that is waited for. Use the newest link.');
    }
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
    resolve(url.searchParams);
  });
  server.listen({ port, host: host.replace(/[[\]]/g, '') });
  await once(server, 'listening').catch((error: unknown) => {
    throw explainListening(error, host, port);
  });
  return {
    redirectUri: at((server.address() as AddressInfo).port),
    reply,
    async close(page = 'This sign-in is over. Where you began says how it ended.') {
      server.close();
      await inTime([...waiting].map((response) => shown(response, page)));
      // Also those that a browser opened ahead, over which nothing may ever come: they would keep the process alive.
      server.closeAllConnections();
    },
  };
}

/** A redirect URI, taken apart. */
interface LoopbackAddress {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly path: string;
  /** The address as it was written, at the port that was got: Spotify compares all else with what is registered, letter by letter. */
  readonly at: (port: number) => string;
}

// Read by hand: to a URL, port 80 is the same as none.
const loopback = /^(http:\/\/(127\.0\.0\.1|\[::1\]))(?::(\d+))?(?=[/?#]|$)(.*)$/i;

function readRedirectUri(redirectUri: string): LoopbackAddress {
  const url = URL.parse(redirectUri);
  const [, origin = '', host = '', portText, rest = ''] = loopback.exec(redirectUri) ?? [];
  if (url !== null && host !== '') {
    const port = Number(portText ?? 0);
    return { host, port, path: url.pathname, at: (got) => (port > 0 ? redirectUri : `${origin}:${got}${rest}`) };
  }
  const isLocalhost = url?.hostname === 'localhost';
  throw new InvalidParameterError(
    isLocalhost ? 'Spotify refuses "localhost" in redirect addresses.' : 'No program on this machine can wait there.',
    {
      parameter: 'redirectUri',
      hint: 'Use an http address at 127.0.0.1 or [::1], such as http://127.0.0.1/callback.',
    },
  );
}

async function shown(response: ServerResponse, page: string): Promise<void> {
  const closed = once(response, 'close');
  answer(response, 200, page);
  await closed;
}

/** Waits for all, but for no browser that does not read. */
async function inTime(all: readonly Promise<void>[]): Promise<void> {
  if (all.length === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closingMs);
  });
  await Promise.race([Promise.allSettled(all), late]);
  clearTimeout(timer);
}

// Never repeats what the address says, and is no page that could run anything.
function answer(response: ServerResponse, status: number, sentence: string): void {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  };
  response.writeHead(status, headers).end(`${sentence}\n`);
}

function explainListening(error: unknown, host: string, port: number): SignInError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    const problem = code === 'EADDRINUSE' ? 'taken' : 'not allowed';
    return new SignInError(`Cannot wait for the browser: port ${port} is ${problem}.`, {
      reason: 'port_taken',
      hint: 'Free it, or leave the port out of the redirect URI: then any free one is taken, and Spotify allows it at 127.0.0.1.',
      cause: error,
    });
  }
  // Above all [::1] where there is no IPv6.
  return new SignInError(`Cannot wait for the browser: this machine does not listen at ${host}.`, {
    reason: 'no_address',
    hint: 'Use http://127.0.0.1/callback as redirect URI, or paste the address that the browser ends at.',
    cause: error,
  });
}
