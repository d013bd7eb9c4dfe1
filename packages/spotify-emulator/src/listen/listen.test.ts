import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { first } from '../../testing/caller.js';
import { createSpotifyEmulator, type Listening, type SpotifyEmulator } from '../index.js';

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close()));
});

async function setUp(): Promise<{ emulator: SpotifyEmulator; url: string; headers: { authorization: string } }> {
  const emulator = createSpotifyEmulator();
  const listening = await emulator.listen();
  open.push(listening);
  return { emulator, url: listening.url, headers: { authorization: `Bearer ${emulator.grant().access_token}` } };
}

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
  emulator.faults.add({ networkError: true, times: 1 });
  await expect(fetch(`${url}/v1/me`, { method: 'POST', headers, body: '{}' })).rejects.toThrow('fetch failed');
});

test('close ends connections that are kept alive, and can be called twice', async () => {
  const { url, headers } = await setUp();
  await (await fetch(`${url}/v1/me`, { headers })).text();
  const listening = first(open);
  await listening.close();
  await listening.close();
  await expect(fetch(`${url}/v1/me`, { headers })).rejects.toThrow();
});

test('close does not wait for a caller who never finishes a request', async () => {
  const { url } = await setUp();
  const answer = raw(url, 'POST /v1/me/playlists HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{');
  // The answer to another request shows that the server has seen the first one.
  await (await fetch(`${url}/__emulator/state`)).text();
  await first(open).close();
  expect(await answer).toBe('');
});

test('a port in use is an error, not a crash', async () => {
  const { url } = await setUp();
  await expect(createSpotifyEmulator().listen({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});

describe('faults on the wire', () => {
  test('a reset after the change leaves the change and no answer', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ reset: 'after', times: 1 });
    const made = fetch(`${url}/v1/me/playlists`, { method: 'POST', headers, body: '{"name":"Ambiguous"}' });
    await expect(made).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(first(emulator.world.user('listener').playlists).name).toBe('Ambiguous');
  });

  test('a body drips in pieces', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ dripMs: 100, times: 1 });
    const answer = await fetch(`${url}/v1/me`, { headers });
    let pieces = 0;
    const reader = answer.body?.getReader();
    while (!(await reader?.read())?.done) pieces += 1;
    expect(pieces).toBeGreaterThan(2);
  });

  test('a hang holds the connection until the caller gives up', async () => {
    const { emulator, url, headers } = await setUp();
    emulator.faults.add({ hang: true, times: 1 });
    const abort = new AbortController();
    const answer = fetch(`${url}/v1/me`, { headers, signal: abort.signal });
    while (emulator.journal.entries().length === 0) await new Promise(setImmediate);
    abort.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
  });
});

describe('a crowd', () => {
  test('of thousands of open connections leaves room for whoever asks', async () => {
    const { emulator, url, headers } = await setUp();
    const port = Number(new URL(url).port);
    const idle = await Promise.all(
      Array.from(
        { length: 4000 },
        () =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(port, '127.0.0.1', () => resolve(socket));
            socket.once('error', reject);
          }),
      ),
    );
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
    const before = emulator.world.user('listener').playlists.length;
    for (const [place, socket] of idle.entries()) {
      // Half of them leave in the middle of a request, the other half without a word.
      if (place % 2 === 0) socket.write('POST /v1/me/playlists HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
      socket.resetAndDestroy();
    }
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
    expect(emulator.world.user('listener').playlists).toHaveLength(before);
  });

  test('of requests at once is answered, each with its own', async () => {
    const { emulator, url, headers } = await setUp();
    const ids = emulator.world.catalogue.tracks
      .list()
      .slice(0, 300)
      .map(({ id }) => id);
    const answers = await Promise.all(
      ids.map(async (id) => ((await (await fetch(`${url}/v1/tracks/${id}`, { headers })).json()) as { id: string }).id),
    );
    expect(answers).toEqual(ids);
  });
});
