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
  /** What the browser then shows. Default: English sentences. */
  readonly pages?: { readonly agreed: string; readonly refused: string } | undefined;
}

/** A small web server that waits for the browser to come back from Spotify. */
export interface Loopback {
  /** The address to send the browser back to, with the real port. */
  readonly redirectUri: string;
  /** The query of the first request that carries the state; anything else is answered and ignored. */
  readonly reply: Promise<URLSearchParams>;
  close(): void;
}

const defaultPages = { agreed: 'Signed in. You can close this page.', refused: 'Spotify was told no.' };

/** Starts to listen, on this machine only. */
export async function listenForRedirect(options: LoopbackOptions): Promise<Loopback> {
  const { state, pages = defaultPages } = options;
  const { host, port, path, at } = readRedirectUri(options.redirectUri);
  let resolve: (query: URLSearchParams) => void = () => undefined;
  const reply = new Promise<URLSearchParams>((settle) => {
    resolve = settle;
  });
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', `http://${host}`);
    if (request.method !== 'GET' || url?.pathname !== path) return answer(response, 404, 'Nothing is here.');
    if (url.searchParams.get('state') !== state) {
      return answer(response, 400, 'This is not the sign-in that is waited for. Use the newest link.');
    }
    answer(response, 200, url.searchParams.has('error') ? pages.refused : pages.agreed);
    resolve(url.searchParams);
  });
  server.listen({ port, host: host.replace(/[[\]]/g, '') });
  await once(server, 'listening').catch((error: unknown) => {
    throw explainListening(error, host, port);
  });
  return {
    redirectUri: at((server.address() as AddressInfo).port),
    reply,
    close() {
      server.close();
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

// Never repeats what the address says, and is no page that could run anything.
function answer(response: ServerResponse, status: number, sentence: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' };
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
