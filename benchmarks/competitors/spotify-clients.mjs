// Ways to read one album, each as its own README shows it, pointed at another server.
import { createRequire } from 'node:module';
import { getAlbum, SpotifyClient } from '@soundify/web-api';
import { SpotifyApi } from '@spotify/web-api-ts-sdk';
import { createSpotifyClient } from '@tonearm/spotify-client';
import SpotifyWebApi from 'spotify-web-api-node';

const accessToken = 'benchmark-token';

/** Every client, by name: a function that reads an album from the server at `url`. */
export function spotifyClients(url) {
  return {
    'raw fetch': rawFetch(url),
    '@tonearm/spotify-client': tonearm(url),
    '@spotify/web-api-ts-sdk': officialSdk(url),
    '@soundify/web-api': soundify(url),
    'spotify-web-api-node': webApiNode(url),
  };
}

function rawFetch(url) {
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  return async (id) => {
    const response = await fetch(`${url}/v1/albums/${id}`, { headers });
    if (!response.ok) throw new Error(String(response.status));
    return await response.json();
  };
}

function tonearm(url) {
  const spotify = createSpotifyClient({ token: accessToken, apiUrl: `${url}/v1` });
  return (id) => spotify.albums.get({ id });
}

function officialSdk(url) {
  // Its address is a private constant.
  SpotifyApi.rootUrl = `${url}/v1/`;
  const token = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, refresh_token: 'none' };
  const spotify = SpotifyApi.withAccessToken('client-id', { ...token, expires: Date.now() + 3_600_000 });
  return (id) => spotify.albums.get(id);
}

function soundify(url) {
  const client = new SpotifyClient(accessToken, { baseUrl: `${url}/` });
  return (id) => getAlbum(client, id);
}

function webApiNode(url) {
  const { hostname, port } = new URL(url);
  const { builder } = createRequire(import.meta.url)('spotify-web-api-node/src/base-request');
  // Its address is a constant of its request builder; it uses no fetch.
  const prototype = Object.getPrototypeOf(builder());
  Object.assign(prototype, {
    withHost() {
      return Object.assign(this, { host: hostname });
    },
    withPort() {
      return Object.assign(this, { port: Number(port) });
    },
    withScheme() {
      return Object.assign(this, { scheme: 'http' });
    },
  });
  const spotify = new SpotifyWebApi({ accessToken });
  return async (id) => (await spotify.getAlbum(id)).body;
}
