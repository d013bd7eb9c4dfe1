import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Whom an HTTP server answers. */
export interface GuardOptions {
  readonly isRemote: boolean;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 401 | 403 | 413 | 415 | 429 | 503;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the guards look at. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** The largest body that is read, in bytes. */
export const maxBodyBytes: number = 1024 * 1024;

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** Looks at where a request comes from, before anything else; undefined lets it pass. */
export function refuseSource({ headers }: GuardedRequest, options: GuardOptions): Refusal | undefined {
  return refuseHost(headers.host, options) ?? refuseOrigin(headers.origin, options);
}

/**
 * Against DNS rebinding: a hostile page can make its own name point here, but the browser then sends that name.
 * It cannot do so with an address, so a server for other machines accepts any address.
 */
function refuseHost(host: string | undefined, { isRemote, allowedHosts }: GuardOptions): Refusal | undefined {
  const name = hostName(host);
  const isKnown = name !== undefined && (loopbackNames.includes(name) || allowedHosts.includes(name));
  if (isKnown || (isRemote && name !== undefined && isIP(name) !== 0)) return undefined;
  return { status: 403, message: 'Forbidden: this Host is not allowed; --allow-host adds one.' };
}

function refuseOrigin(origin: string | undefined, { allowedOrigins }: GuardOptions): Refusal | undefined {
  if (origin === undefined || allowedOrigins.includes(origin)) return undefined;
  const isOurs = URL.canParse(origin) && loopbackNames.includes(bare(new URL(origin).hostname));
  return isOurs
    ? undefined
    : { status: 403, message: 'Forbidden: this Origin is not allowed; --allow-origin adds one.' };
}

/** What a client hears whose token is missing or wrong. */
export const wrongToken: Refusal = {
  status: 401,
  message:
    'Unauthorized: send the token of this server as a bearer token; where it is, the server says when it starts.',
  headers: { 'www-authenticate': 'Bearer realm="tonearm-mcp"' },
};

/** Looks at what a request says of its body, before any of it is read; undefined lets it pass. */
export function refuseBody({ method, headers }: GuardedRequest): Refusal | undefined {
  if (method !== 'POST') return undefined;
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    return { status: 415, message: 'Unsupported Media Type: Content-Type must be application/json.' };
  }
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) {
    return { status: 413, message: `Content Too Large: a body may be ${maxBodyBytes} bytes long.` };
  }
  return undefined;
}

function hostName(host: string | undefined): string | undefined {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) ? bare(new URL(url).hostname) : undefined;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
