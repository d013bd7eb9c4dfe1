import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { first } from '../../testing/caller.js';
import { listeningEmulators } from '../../testing/listening.js';
import { createSpotifyEmulator } from '../index.js';

const setUp = listeningEmulators();

/** Sends bytes as they are and answers what comes back before the connection ends. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });
}

/** A request with a path that `fetch` would tidy up. */
function untidy(url: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port: new URL(url).port, host: '127.0.0.1', path, headers }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode ?? 0);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

test('listens on the loopback address and a free port, and links to itself', async () => {
  const { emulator, url, headers } = await setUp();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const album = first(emulator.world.catalogue.albums.list());
  const answer = await fetch(`${url}/v1/albums/${album.id}/tracks?limit=1`, { headers });
  const body = (await answer.json()) as { href: string; next: string };
  expect([body.href, body.next].every((link) => link.startsWith(`${url}/v1/albums/`))).toBe(true);
  expect((await fetch(body.next, { headers })).status).toBe(200);
});

test('shares its world with calls in process', async () => {
  const { emulator, url, headers } = await setUp();
  await fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: '{"name":"Über Strom"}' });
  expect(emulator.world.user('listener').playlists[0]?.name).toBe('Über Strom');
});

test('sends no body with 204 and keeps the connection usable', async () => {
  const { url, headers } = await setUp();
  const played = await fetch(`${url}/v1/me/player/play`, { method: 'PUT', headers });
  expect([played.status, await played.text()]).toEqual([204, '']);
  expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
});

test('gives the controls to programs and not to pages of other hosts', async () => {
  const { url } = await setUp();
  expect((await fetch(`${url}/__emulator/tokens`, { method: 'POST' })).status).toBe(200);
  expect(
    (await fetch(`${url}/__emulator/tokens`, { method: 'POST', headers: { origin: 'https://evil.example' } })).status,
  ).toBe(403);
  expect(await untidy(url, '/__emulator/state', { host: 'evil.example' })).toBe(403);
});

describe('bad input', () => {
  test('malformed JSON is a 400', async () => {
    const { url, headers } = await setUp();
    const answer = await fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: '{"name":' });
    expect([answer.status, await answer.json()]).toEqual([400, { error: { status: 400, message: 'Malformed json' } }]);
  });

  test('a body that is too large is a 413', async () => {
    const { url, headers } = await setUp();
    const answer = await fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: 'x'.repeat(600 * 1024) });
    expect(answer.status).toBe(413);
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
  });

  test.each(['//evil.example/v1/me', '/v1//me', '/v1/../v1/me', '/v1/%2e%2e/me', '/%76%31/me', '/v1/me/', '/v1/me;x'])(
    'the path %s leads nowhere',
    async (path) => {
      const { url, headers } = await setUp();
      expect(await untidy(url, path, headers)).toBe(404);
    },
  );

  test('an absolute target is served by its path', async () => {
    const { url, headers } = await setUp();
    expect(await untidy(url, `${url}/v1/me`, headers)).toBe(200);
  });

  test('what is no HTTP is a 400', async () => {
    const { url } = await setUp();
    expect(await raw(url, 'nonsense\r\n\r\n')).toContain('400 Bad Request');
  });

  test('a caller who leaves in the middle of a body disturbs nobody', async () => {
    const { url, headers } = await setUp();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write('POST /v1/me/playlists HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"na', () => {
        socket.destroy();
        resolve();
      });
    });
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
  });
});

test('a cut connection is cut', async () => {
  const { emulator, url, headers } = await setUp();
  emulator.faults.add({ reset: 'before', times: 1 });
  await expect(fetch(`${url}/v1/me`, { method: 'POST', headers, body: '{}' })).rejects.toThrow('fetch failed');
});

test('close ends connections that are kept alive, and can be called twice', async () => {
  const { listening, url, headers } = await setUp();
  await (await fetch(`${url}/v1/me`, { headers })).text();
  await listening.close();
  await listening.close();
  await expect(fetch(`${url}/v1/me`, { headers })).rejects.toThrow();
});

test('close does not wait for a caller who never finishes a request', async () => {
  const { listening, url } = await setUp();
  const answer = raw(url, 'POST /v1/me/playlists HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{');
  // The answer to another request shows that the server has seen the first one.
  await (await fetch(`${url}/__emulator/state`)).text();
  await listening.close();
  expect(await answer).toBe('');
});

test('a port in use is an error, not a crash', async () => {
  const { url } = await setUp();
  await expect(createSpotifyEmulator().listen({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});
