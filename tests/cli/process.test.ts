import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { binary, type ListeningEmulator, startEmulator, startTonearm, tonearm, waitForLine } from './tonearm.ts';

let spotify: ListeningEmulator;
beforeAll(async () => {
  spotify = await startEmulator();
});
afterAll(() => spotify.close());
beforeEach(() => {
  spotify.emulator.reset();
  spotify.emulator.faults.clear();
});

test('--version is the version of the package, and nothing else', async () => {
  const manifest = JSON.parse(await readFile(new URL('../package.json', pathToFileURL(binary)), 'utf8'));
  expect(await tonearm(['--version'])).toEqual({ exitCode: 0, out: `${manifest.version}\n`, err: '' });
});

test('--version is answered before anything else is loaded', async () => {
  const main = await readFile(binary, 'utf8');
  expect(main.length).toBeLessThan(4096);
  const eager = [...main.matchAll(/(?:import|from)\s*"(\.\/[^"]+)"/g)].map(([, file = '']) => file);
  for (const file of eager)
    expect((await readFile(new URL(file, pathToFileURL(binary)), 'utf8')).length).toBeLessThan(4096);
});

test('an older Node is told which one is needed, not that a module lacks a name', async () => {
  const pretence = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})`;
  const environment = { NODE_OPTIONS: `--import "${pretence}"` };
  expect(await tonearm(['devices'], { environment })).toEqual({
    exitCode: 1,
    out: '',
    err: 'error: tonearm needs Node 22.18 or later, and this is 20.20.2: https://nodejs.org\n',
  });
});

test('--help lists every command', async () => {
  const { exitCode, out, err } = await tonearm(['--help']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toMatchSnapshot();
});

test('the first run needs no account, and says so on stderr only', async () => {
  const { exitCode, out, err } = await tonearm(['devices', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ devices: [{ name: 'Desk' }, {}, {}] });
  expect(JSON.parse(err)).toEqual({ notice: expect.stringContaining('tonearm emulator start') });
});

describe('a typing error ends with 2 and the nearest name', () => {
  test.each([
    [['serach', 'x'], 'search'],
    [['playlist', 'crate', 'x'], 'create'],
    [['queue', 'ad', 'x'], 'add'],
    [['search', 'x', '--limmit', '3'], '--limit'],
    [['emulator', 'strat'], 'start'],
    [['api', 'albums.gett'], 'albums.get'],
    [['--jsno'], '--json'],
  ])('%j', async (words, nearest) => {
    const { exitCode, out, err } = await tonearm(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(`Did you mean ${nearest}?`);
  });
});

test.each([
  ['json', /^\{"level":"debug",.*"msg":"runtime ready"\}$/m],
  ['pretty', /DEBUG.*: runtime ready$/m],
])('the log is written when it is asked for, as %s', async (format, line) => {
  const environment = { TONEARM_LOG_LEVEL: 'debug', TONEARM_LOG_FORMAT: format };
  const { exitCode, out, err } = await tonearm(['devices', '--json'], { environment });
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ devices: [{ name: 'Desk' }, {}, {}] });
  expect(err).toMatch(line);
});

test('parts of what can be adjusted have short commands, in the words of people', async () => {
  const { environment, emulator } = spotify;
  const { player, devices } = emulator.world.user('listener');
  player.resume();
  for (const words of [
    ['volume', '31'],
    ['shuffle', 'on'],
    ['repeat', 'context'],
    ['seek', '0:07'],
  ]) {
    expect(await tonearm(words, { environment })).toMatchObject({ exitCode: 0, err: '' });
  }
  expect(devices.find(({ is_active }) => is_active)?.volume_percent).toBe(31);
  expect(player).toMatchObject({ shuffle_state: true, repeat_state: 'context' });
  expect(emulator.journal.entries().find(({ path }) => path === '/v1/me/player/seek')?.query).toEqual({
    position_ms: '7000',
  });
  for (const words of [['volume'], ['shuffle', 'maybe'], ['volume', '31', '--shuffle']]) {
    expect(await tonearm(words, { environment })).toMatchObject({ exitCode: 2, out: '' });
  }
});

test('a network that is not there ends with 8', async () => {
  const environment = {
    ...spotify.environment,
    SPOTIFY_API_URL: 'http://127.0.0.1:1/v1',
    SPOTIFY_ACCOUNTS_URL: 'http://127.0.0.1:1',
  };
  const { exitCode, out, err } = await tonearm(['now'], { environment });
  expect({ exitCode, out }).toEqual({ exitCode: 8, out: '' });
  expect(err).toContain('tonearm emulator start');
});

test('Spotify without a sign-in ends with 4, and never with the emulator', async () => {
  const { exitCode, out, err } = await tonearm(['now'], { environment: { SPOTIFY_CLIENT_ID: 'tonearm-emulator' } });
  expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' });
  expect(err).toContain('tonearm login');
});

test('a short pause that Spotify asks for is waited for', async () => {
  spotify.emulator.faults.add({ path: '/me/player/devices', status: 429, retryAfterSeconds: 0, times: 1 });
  expect(await tonearm(['devices'], { environment: spotify.environment })).toMatchObject({ exitCode: 0 });
});

test('a reader that has seen enough is no failure', async () => {
  const running = startTonearm(['api', '--list'], { input: '' });
  await once(running.process.stdout, 'data');
  running.process.stdout.destroy();
  expect(await running.finished.catch(() => running.process.exitCode)).not.toBe(1);
  if (running.process.exitCode === null) await once(running.process, 'exit');
  expect(running.process.exitCode).toBe(0);
});

test('a reader that is gone before the first word is no failure either', async () => {
  const running = startTonearm(['api', '--list'], { input: '' });
  running.process.stdout.destroy();
  await once(running.process, 'exit');
  expect(running.process.exitCode).toBe(0);
});

/** A file that is always full; only Linux has one. */
const fullFile = '/dev/full';

test.runIf(existsSync(fullFile)).each(['exit-codes', '--version'])(
  'a disk that is full ends %s with 1, and in words',
  (word) => {
    const full = openSync(fullFile, 'w');
    const env = { XDG_CONFIG_HOME: '/nonexistent', ...spotify.environment };
    const { status, stderr } = spawnSync(process.execPath, [binary, word], {
      env,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect([status, String(stderr).split('\n')[0]]).toEqual([1, 'error: The output could not be written (ENOSPC).']);
  },
);

test('Ctrl-C stops a call that hangs, with 130', async () => {
  const silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const connected = once(silent, 'connection');
  const running = startTonearm(['now'], {
    input: '',
    environment: { TONEARM_BACKEND: 'emulator', SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url },
  });
  await connected;
  running.process.kill('SIGINT');
  expect(await running.finished).toEqual({ exitCode: 130, out: '', err: 'error: Cancelled.\n' });
  silent.close();
});

describe('tonearm emulator start', () => {
  test('runs until Ctrl-C, and prints the environment that makes other commands use it', async () => {
    const running = startTonearm(['emulator', 'start', '--port', '0', '--json']);
    const [line] = await waitForLine(running.process.stdout, /.*\n/);
    const { environment } = JSON.parse(line);
    expect(await tonearm(['pause', '--json'], { environment })).toMatchObject({ exitCode: 0, err: '' });
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).toBe(0);
  });

  test.each([
    ['scenario.yaml', 'users: { ada: { country: GB } }'],
    ['scenario.ts', 'export default { users: { ada: {} } };'],
  ])('begins with %s', async (name, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    writeFileSync(join(folder, name), text);
    const running = startTonearm(['emulator', 'start', '--port', '0', '--json', '--scenario', join(folder, name)]);
    const [line] = await waitForLine(running.process.stdout, /.*\n/);
    const state = await (await fetch(`${JSON.parse(line).url}/__emulator/state`)).text();
    expect(state).toContain('"id":"ada"');
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('prints lines that a shell can take', async () => {
    const running = startTonearm(['emulator', 'start', '--port', '0']);
    await waitForLine(running.process.stdout, /ACCOUNTS_URL=.*\n/);
    running.process.kill('SIGTERM');
    const { exitCode, err } = await running.finished;
    expect(exitCode).toBe(0);
    expect(err).toMatch(/listening on http:\/\/127\.0\.0\.1:\d+/);
  });

  test('says when the port is taken', async () => {
    const { port } = new URL(spotify.url);
    const { exitCode, err } = await tonearm(['emulator', 'start', '--port', port]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/Port \d+ is taken.*\n.*--port 0/);
  });
});

describe('tonearm api', () => {
  test('calls an endpoint by name, with parameters in either form', async () => {
    const { environment, emulator } = spotify;
    const album = emulator.world.catalogue.albums.list()[0];
    for (const words of [
      [`id=${album?.id}`, 'market=SE'],
      ['--id', `${album?.id}`, '--market', 'SE'],
    ]) {
      const { exitCode, out, err } = await tonearm(['api', 'albums.get', ...words], { environment });
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({ type: 'album', name: album?.name });
    }
  });

  test('changes things, and prints nothing where there is nothing to say', async () => {
    const { environment, emulator } = spotify;
    expect(await tonearm(['api', 'player.volume', 'volume_percent=17'], { environment })).toEqual({
      exitCode: 0,
      out: '',
      err: '',
    });
    expect(emulator.world.user('listener').player.device?.volume_percent).toBe(17);
    const created = await tonearm(['api', 'playlists.create', 'name=1984', 'public:=false'], { environment });
    expect(JSON.parse(created.out)).toMatchObject({ name: '1984', public: false });
  });

  test('ends with the documented codes', async () => {
    const { environment } = spotify;
    expect(await tonearm(['api', 'albums.get', `id=${'0'.repeat(22)}`], { environment })).toMatchObject({
      exitCode: 3,
    });
    expect(await tonearm(['api', 'albums.get'], { environment })).toMatchObject({ exitCode: 2 });
    expect(await tonearm(['api', 'player.volume', 'volume_percent=170'], { environment })).toMatchObject({
      exitCode: 2,
    });
  });
});
