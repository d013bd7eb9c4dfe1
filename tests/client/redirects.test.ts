import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientCredentials, createSpotifyClient } from '@tonearm/spotify-client';
import { afterEach, beforeEach, expect, test } from 'vitest';

let elsewhere: Server;
let here: Server;
let seen: string[];
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** One server that sends everybody on to another, which writes down who came. */
beforeEach(async () => {
  seen = [];
  elsewhere = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  here = createServer((request, response) => {
    const status = Number(/\d{3}/.exec(request.url ?? '')?.[0] ?? 307);
    response.writeHead(status, { location: `${urlOf(elsewhere)}/stolen` }).end();
  }).listen(0, '127.0.0.1');
  await once(here, 'listening');
});
afterEach(() => {
  here.close();
  elsewhere.close();
});

test.each([301, 302, 303, 307, 308])('a %i takes no token to another host', async (status) => {
  const spotify = createSpotifyClient({ token: 'secret-token', apiUrl: `${urlOf(here)}/${status}` });
  await expect(spotify.albums.get({ id: 'a1' })).rejects.toMatchObject({ code: 'unexpected_response', status });
  expect(seen).toEqual([]);
});

test('a redirect of the accounts service takes no secret to another host', async () => {
  const token = clientCredentials({ clientId: 'app', clientSecret: 'secret', accountsUrl: urlOf(here) });
  await expect(token.token()).rejects.toMatchObject({ code: 'unexpected_response' });
  expect(seen).toEqual([]);
});
