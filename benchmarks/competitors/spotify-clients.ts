// Ways to read one album, each as its own README shows it, pointed at another server.
import { createRequire } from 'node:module';
import { getAlbum, SpotifyClient } from '@soundify/web-api';
import { SpotifyApi } from '@spotify/web-api-ts-sdk';
import { createSpotifyClient } from '@tonearm/spotify-client';

// As long as Spotify's are.
const accessToken = 'BQ'.padEnd(211, 'benchmark-token');
const limitMs = 30_000;
const require = createRequire(import.meta.url);

/** Reads an album. */
export type Read = (id: string) => Promise<unknown>;

/** Every client, by name, for the server at `url`; what is named with a limit ends the request itself when it takes longer. */
export function spotifyClients(url: string): Readonly<Record<string, Read>> {
  return {
    'raw fetch': rawFetch(url),
    '@tonearm/spotify-client': tonearm(url),
    '@spotify/web-api-ts-sdk': officialSdk(url),
    '@soundify/web-api': soundify(url),
    'spotify-web-api-node': webApiNode(url),
    'raw fetch, with a limit': rawFetch(url, limitMs),
    '@tonearm/spotify-client, with a limit': tonearm(url, limitMs),
  };
}

function rawFetch(url: string, timeoutMs?: number): Read {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  return async (id) => {
    const init = timeoutMs === undefined ? { headers } : { headers, signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(`${url}/v1/albums/${id}`, init);
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();
  };
}

function tonearm(url: string, timeoutMs?: number): Read {
  const spotify = createSpotifyClient({ token: accessToken, apiUrl: `${url}/v1`, timeoutMs });
  return (id) => spotify.albums.get({ id });
}

function officialSdk(url: string): Read {
  // Its address is a private constant.
  Object.assign(SpotifyApi, { rootUrl: `${url}/v1/` });
  const token = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, refresh_token: 'none' };
  const spotify = SpotifyApi.withAccessToken('client-id', { ...token, expires: Date.now() + 3_600_000 });
  return (id) => spotify.albums.get(id);
}

function soundify(url: string): Read {
  const client = new SpotifyClient(accessToken, { baseUrl: `${url}/` });
  return (id) => getAlbum(client, id);
}

/** What we use of a package that brings no types. */
interface WebApiNode {
  new (options: { accessToken: string }): { getAlbum(id: string): Promise<{ body: unknown }> };
}

function webApiNode(url: string): Read {
  const { hostname, port } = new URL(url);
  const { builder }: { builder(): object } = require('spotify-web-api-node/src/base-request');
  // Its address is a constant of its request builder; it uses no fetch.
  Object.assign(Object.getPrototypeOf(builder()), {
    withHost(this: object) {
      return Object.assign(this, { host: hostname });
    },
    withPort(this: object) {
      return Object.assign(this, { port: Number(port) });
    },
    withScheme(this: object) {
      return Object.assign(this, { scheme: 'http' });
    },
  });
  const SpotifyWebApi: WebApiNode = require('spotify-web-api-node');
  const spotify = new SpotifyWebApi({ accessToken });
  return async (id) => (await spotify.getAlbum(id)).body;
}
