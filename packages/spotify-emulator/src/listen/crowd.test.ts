import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listeningEmulators } from '../../testing/listening.js';

const setUp = listeningEmulators();

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
