// Ways to read one album, each as its own README shows it, pointed at another server. Only what is asked for is loaded.
import { createRequire } from 'node:module';

// As long as Spotify's are.
const accessToken = 'BQ'.padEnd(211, 'benchmark-token');
const limitMs = 30_000;
const require = createRequire(import.meta.url);

/** Reads an album. */
export type Read = (id: string) => Promise<unknown>;

/** Every client by its name: loads it and points it at the server at `url`. What is named with a limit ends the request itself when it takes longer. */
export const spotifyClients = {
  'raw fetch': (url: string) => rawFetch(url),
  'raw fetch, again': (url: string) => rawFetch(url),
  '@tonearm/spotify-client': (url: string) => tonearm(url),
  '@spotify/web-api-ts-sdk': officialSdk,
  '@soundify/web-api': soundify,
  'spotify-web-api-node': webApiNode,
  'raw fetch, with a limit': (url: string) => rawFetch(url, limitMs),
  '@tonearm/spotify-client, with a limit': (url: string) => tonearm(url, limitMs),
} satisfies Readonly<Record<string, (url: string) => Promise<Read>>>;

/** The name of a client. */
export type ClientName = keyof typeof spotifyClients;

async function rawFetch(url: string, timeoutMs?: number): Promise<Read> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  return async (id) => {
    const init = timeoutMs === undefined ? { headers } : { headers, signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(`${url}/v1/albums/${id}`, init);
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();
  };
}

async function tonearm(url: string, timeoutMs?: number): Promise<Read> {
  const { createSpotifyClient } = await import('@tonearm/spotify-client');
  const spotify = createSpotifyClient({ token: accessToken, apiUrl: `${url}/v1`, timeoutMs });
  return (id) => spotify.albums.get({ id });
}

async function officialSdk(url: string): Promise<Read> {
  const { SpotifyApi } = await import('@spotify/web-api-ts-sdk');
  // Its address is a private constant.
  Object.assign(SpotifyApi, { rootUrl: `${url}/v1/` });
  const token = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, refresh_token: 'none' };
  const spotify = SpotifyApi.withAccessToken('client-id', { ...token, expires: Date.now() + 3_600_000 });
  return (id) => spotify.albums.get(id);
}

async function soundify(url: string): Promise<Read> {
  const { getAlbum, SpotifyClient } = await import('@soundify/web-api');
  const client = new SpotifyClient(accessToken, { baseUrl: `${url}/` });
  return (id) => getAlbum(client, id);
}

/** What we use of a package that brings no types. */
interface WebApiNode {
  new (options: { accessToken: string }): { getAlbum(id: string): Promise<{ body: unknown }> };
}

async function webApiNode(url: string): Promise<Read> {
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
