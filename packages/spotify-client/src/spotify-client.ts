import { type Client, type ClientOptions, createClient } from './client.js';
import type { NamedEndpoint } from './endpoint.js';
import { type EndpointTable, endpoints, listEndpoints } from './endpoints/index.js';
import type { AppModeOptions } from './modes/app-mode.js';
import { withAppMode } from './modes/with-app-mode.js';
import { checkMiddleware } from './request/check-options.js';

/** What a client of the whole Web API needs to know. */
export interface SpotifyClientOptions extends ClientOptions, AppModeOptions {}

/** Spotify's Web API as functions: `spotify.albums.get({ id })`. */
export type SpotifyClient = Client<EndpointTable>;

/** Creates a client of the whole Web API; it holds no connection and needs no closing. */
export function createSpotifyClient(options: SpotifyClientOptions): SpotifyClient {
  // Without types nothing may be given at all: then the missing token is named.
  const { middleware = [], ...others } = { ...options };
  checkMiddleware(middleware);
  // Outermost: what stands in for a closed row passes the same middleware as any other call.
  return createClient(endpoints, { ...others, middleware: [withAppMode(others, findRow), ...middleware] });
}

function findRow(name: string): NamedEndpoint {
  const row = listEndpoints().find((candidate) => candidate.name === name);
  if (row === undefined) throw new TypeError(`There is no row ${name}.`);
  return row;
}
