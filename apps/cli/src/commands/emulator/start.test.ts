import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator, loadSnapshot } from '@tonearm/spotify-emulator';
import { afterAll, expect, test } from 'vitest';
import { bufferStreams } from '../../testing/buffers.js';
import { tryCommand } from '../../testing/try-command.js';

const folder = mkdtempSync(join(tmpdir(), 'emulator-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

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

test('begins as it is told: mode, size, faults, limits and a scenario', async () => {
  const cancel = new AbortController();
  const streams = bufferStreams();
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, 'users: { ada: { country: GB } }');
  const options = ['--app-mode', 'development-legacy', '--scale', 'medium', '--faults', 'no-device', '--limits'];
  const words = ['emulator', 'start', '--port', '0', '--json', ...options, '--scenario', file];
  const running = tryCommand(words, { streams, signal: cancel.signal });
  while (streams.out.text === '') await new Promise((resolve) => setImmediate(resolve));
  const { url } = JSON.parse(streams.out.text);
  const read = async (path: string) => JSON.parse(await (await fetch(`${url}/__emulator${path}`)).text());
  const snapshot = await read('/snapshot');
  expect([snapshot.profile, snapshot.scale]).toEqual(['development-legacy', 'medium']);
  expect(snapshot.limits.options.window.requests).toBeGreaterThan(0);
  expect((await read('/faults')).faults).toMatchObject([{ pretend: 'no-device' }]);
  expect((await read('/state')).users.map(({ id }: { id: string }) => id)).toContain('ada');
  cancel.abort();
  expect(await running).toMatchObject({ exitCode: 0, err: '' });
});

test('begins with a snapshot, in its world and mode, and writes one at the end', async () => {
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  const emulator = createSpotifyEmulator({ seed: 7, profile: 'extended' });
  emulator.apply({ playlists: [{ name: 'Kept', owner: 'listener', items: [] }] });
  writeFileSync(before, JSON.stringify(emulator.snapshot()));
  const cancel = new AbortController();
  const streams = bufferStreams();
  const words = ['emulator', 'start', '--port', '0', '--json', '--import', before, '--export-on-exit', after];
  const running = tryCommand(words, { streams, signal: cancel.signal });
  while (streams.out.text === '') await new Promise((resolve) => setImmediate(resolve));
  cancel.abort();
  expect(await running).toMatchObject({ exitCode: 0, err: '' });
  const written = await loadSnapshot(after);
  expect([written.seed, written.profile]).toEqual([7, 'extended']);
  expect(written.world.playlists.map(({ name }) => name)).toContain('Kept');
});

test.each([
  [['--import', join(folder, 'none.json')], 'none.json', '--import'],
  [['--import', join(folder, 'other.json')], 'version 1', '--import'],
])('%j is refused with its place', async (flags, words, flag) => {
  writeFileSync(join(folder, 'other.json'), '{"version":9}');
  const { exitCode, err } = await tryCommand(['emulator', 'start', '--port', '0', ...flags]);
  expect(exitCode).toBe(1);
  for (const part of [words, flag]) expect(err).toContain(part);
});

test('a snapshot that cannot be written is no success', async () => {
  const cancel = new AbortController();
  const streams = bufferStreams();
  const file = join(folder, 'no', 'such', 'folder.json');
  const running = tryCommand(['emulator', 'start', '--port', '0', '--json', '--export-on-exit', file], {
    streams,
    signal: cancel.signal,
  });
  while (streams.out.text === '') await new Promise((resolve) => setImmediate(resolve));
  cancel.abort();
  const { exitCode, err } = await running;
  expect([exitCode, err]).toEqual([
    1,
    expect.stringMatching(/The snapshot is lost: .*folder\.json.*--export-on-exit/s),
  ]);
});

test('knows every preset that the emulator knows', async () => {
  const { err } = await tryCommand(['emulator', 'start', '--faults', 'none']);
  const presets = await createSpotifyEmulator().fetch('/__emulator/faults/presets');
  for (const preset of Object.keys((await presets.json()) as object)) expect(err).toContain(preset);
});

test.each([
  ['users: { ada: { age: 1 } }', "has no 'age'"],
  ['users: { ada: { library: [track 99999999] } }', 'There is no'],
  ['users: [', 'Flow sequence'],
])('a scenario that makes no sense is refused with its place: %s', async (text, words) => {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, text);
  const { exitCode, err } = await tryCommand(['emulator', 'start', '--port', '0', '--scenario', file]);
  expect(exitCode).toBe(1);
  for (const part of [file, words, '--scenario']) expect(err).toContain(part);
});

test.each([
  [['--port', 'http'], 'whole number'],
  [['--port', '70000'], '65535'],
  [['--app-mode', 'mars'], 'development, development-legacy, extended'],
  [['--scale', 'huge'], 'small, medium, large'],
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
