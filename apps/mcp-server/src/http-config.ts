import { isIP } from 'node:net';
import { type Flags, splitList, UsageError } from './flags.js';

/** Where the HTTP transport listens, and whom it answers. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** Names accepted in the Host header besides those of this machine. */
  readonly allowedHosts: readonly string[];
  /** Origins that browsers may call from, e.g. `https://example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Whether `host` can be reached from other machines. */
  readonly isRemote: boolean;
  /** Whether every client must send a bearer token. */
  readonly requiresToken: boolean;
  /** How many requests a second one address may send; undefined for as many as it likes. */
  readonly maxRequestsPerSecond: number | undefined;
  /** Whose sign-ins are served, each to whoever has its token; empty for the one of the settings. */
  readonly profiles: readonly string[];
  /** Whether a client of 2025 gets a session, in the memory of this process. */
  readonly keepsSessions: boolean;
}

const loopbackHosts = ['127.0.0.1', '::1', 'localhost'];
/** What one address may send to a server that other machines reach, unless told otherwise: far above what a person's clients do. */
const remoteRequestsPerSecond = 50;

/** Reads the flags of the http transport. Throws a UsageError. */
export function readHttpConfig(values: Flags['values']): HttpConfig {
  const host = values.host ?? '127.0.0.1';
  const isRemote = !loopbackHosts.includes(host);
  if (isRemote && values['allow-remote'] !== true) {
    throw new UsageError(
      `--host ${host} can be reached from other machines; add --allow-remote if that is what you want.`,
    );
  }
  if (host !== 'localhost' && isIP(host) === 0)
    throw new UsageError(`--host must be an IP address or localhost, not "${host}".`);
  const profiles = readProfiles(values.profiles);
  return {
    host,
    port: readPort(values.port),
    isRemote,
    allowedHosts: splitList(values['allow-host']) ?? [],
    allowedOrigins: readOrigins(splitList(values['allow-origin']) ?? []),
    requiresToken: isRemote || profiles.length > 0 || values['require-token'] === true,
    maxRequestsPerSecond: readRate(values['max-rate']) ?? (isRemote ? remoteRequestsPerSecond : undefined),
    profiles,
    keepsSessions: values.sessions === true,
  };
}

/** Reads a port, 3333 unless one is given. Throws a UsageError. */
export function readPort(text = '3333'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--port must be a whole number from 0 to 65535, not "${text}".`);
}

function readRate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (rate >= 1 && rate <= 1_000_000) return rate;
  throw new UsageError(`--max-rate must be a number of requests a second, at least 1, not "${text}".`);
}

function readProfiles(text: string | undefined): readonly string[] {
  const profiles = splitList(text) ?? [];
  for (const profile of profiles) {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(profile)) {
      throw new UsageError(`--profiles must hold names of letters, digits, - and _, not "${profile}".`);
    }
  }
  return [...new Set(profiles)];
}

function readOrigins(origins: readonly string[]): readonly string[] {
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new UsageError(`--allow-origin must hold origins such as https://example.com, not "${origin}".`);
    }
  }
  return origins;
}
