import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { bufferStreams } from '../../testing/buffers.js';
import { tryCommand } from '../../testing/try-command.js';

test('listens until it is cancelled, which is its good end', async () => {
  const cancel = new AbortController();
  const streams = bufferStreams();
  const running = tryCommand(['emulator', 'start', '--port', '0', '--json', '--seed', '7'], {
    streams,
    signal: cancel.signal,
  });
  while (streams.out.text === '') await new Promise((resolve) => setImmediate(resolve));
  const { url, environment } = JSON.parse(streams.out.text);
  expect(environment).toEqual({ TONEARM_BACKEND: 'emulator', SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url });
  expect((await fetch(`${url}/__emulator/state`)).ok).toBe(true);
  cancel.abort();
  expect(await running).toMatchObject({ exitCode: 0, err: '' });
  await expect(fetch(`${url}/__emulator/state`)).rejects.toThrow();
});

test.each([
  [['--port', 'http'], 'whole number'],
  [['--port', '70000'], '65535'],
  [['--app-mode', 'mars'], 'development, extended'],
  [['--prot', '0'], '--port'],
])('%j is refused', async (flags, words) => {
  const { exitCode, err } = await tryCommand(['emulator', 'start', ...flags]);
  expect(exitCode).toBe(2);
  expect(err).toContain(words);
});

test('a port that is taken is said with the way out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { exitCode, err } = await tryCommand(['emulator', 'start', '--port', `${port}`]);
  server.close();
  expect(exitCode).toBe(1);
  expect(err).toContain('--port 0');
});
