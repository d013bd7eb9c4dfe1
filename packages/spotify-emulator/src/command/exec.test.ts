import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function type(...written: string[]) {
  let stderr = '';
  const streams = { stdout: { write: () => true }, stderr: { write: (text: string) => (stderr += text) } };
  return { outcome: await run(written, streams, '1.2.3'), stderr };
}

/** Runs JavaScript as the command. */
const node = (code: string) => ['--', process.execPath, '--input-type=module', '--eval', code];

const me = `const { SPOTIFY_API_URL, SPOTIFY_ACCESS_TOKEN } = process.env;
  const answer = await fetch(SPOTIFY_API_URL + '/me', { headers: { authorization: 'Bearer ' + SPOTIFY_ACCESS_TOKEN } });`;

describe('exec', () => {
  test('gives the command an emulator to talk to, and ends with its exit code', async () => {
    const code = `${me} process.exit(answer.status === 200 && (await answer.json()).id === 'listener' ? 7 : 1);`;
    expect((await type('exec', ...node(code))).outcome).toEqual({ exitCode: 7 });
  });

  test('gives it the app, so that it can sign in by itself', async () => {
    const code = `const { SPOTIFY_ACCOUNTS_URL: url, SPOTIFY_CLIENT_ID: id, SPOTIFY_CLIENT_SECRET: secret } = process.env;
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
      process.exit((await fetch(url + '/api/token', { method: 'POST', body })).status === 200 ? 0 : 1);`;
    expect((await type('exec', ...node(code))).outcome).toEqual({ exitCode: 0 });
  });

  test('takes the options of the emulator before the two dashes', async () => {
    const code = `${me} process.exit(answer.status === 503 ? 0 : 1);`;
    expect((await type('exec', '--faults', 'outage', ...node(code))).outcome).toEqual({ exitCode: 0 });
  });

  test('says that there is no such command, as a shell does', async () => {
    const { outcome, stderr } = await type('exec', '--', join(folder, 'nothing'));
    expect([outcome, stderr]).toEqual([{ exitCode: 127 }, expect.stringContaining('cannot run')]);
  });

  test('tells the signal that ended a command', async () => {
    const { outcome } = await type(
      'exec',
      ...node(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`),
    );
    expect(outcome).toEqual({ exitCode: 137 });
  });

  test('passes on that it is to end, and leaves Ctrl-C to the command', async () => {
    const ready = join(folder, 'ready');
    const waits = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(ready)}, '');
      setInterval(() => {}, 1000);`;
    const running = type('exec', ...node(waits));
    while (!existsSync(ready)) await new Promise(setImmediate);
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGTERM', 'SIGTERM');
    expect((await running).outcome).toEqual({ exitCode: 143 });
  });

  test.each([
    [['exec']],
    [['exec', '--seed', '1']],
    [['exec', 'npm', 'test']],
    [['exec', '--']],
    [['exec', '--nope', '--', 'true']],
  ])('%o is not understood', async (written) => {
    const { outcome, stderr } = await type(...written);
    expect(outcome).toEqual({ exitCode: 2 });
    expect(stderr).toContain(written.includes('--nope') ? "'--nope'" : 'exec needs a command after --');
  });
});

describe('state over runs', () => {
  test('what one run exports, the next imports', async () => {
    const file = join(folder, 'state.json');
    const make = `const { SPOTIFY_API_URL, SPOTIFY_ACCESS_TOKEN } = process.env;
      const headers = { authorization: 'Bearer ' + SPOTIFY_ACCESS_TOKEN };
      await fetch(SPOTIFY_API_URL + '/me/playlists', { method: 'POST', headers, body: '{"name":"Kept"}' });`;
    const first = await type('exec', '--seed', '7', '--profile', 'extended', '--export-on-exit', file, ...node(make));
    expect(first.outcome).toEqual({ exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toContain('"name":"Kept"');
    const look = `const { SPOTIFY_EMULATOR_URL } = process.env;
      const state = await (await fetch(SPOTIFY_EMULATOR_URL + '/__emulator/state')).json();
      process.exit(state.users[0].playlists[0].name === 'Kept' && state.seed === 7 ? 0 : 1);`;
    expect((await type('exec', '--import', file, ...node(look))).outcome).toEqual({ exitCode: 0 });
    const extended = `${me} process.exit((await answer.json()).product === 'premium' ? 0 : 1);`;
    expect((await type('exec', '--import', file, ...node(extended))).outcome).toEqual({ exitCode: 0 });
    expect((await type('exec', '--import', file, '--seed', '8', ...node(look))).stderr).toContain('is of seed 7');
  });

  test('a snapshot that cannot be written is no success', async () => {
    const { outcome, stderr } = await type('exec', '--export-on-exit', join(folder, 'no', 'such'), ...node(''));
    expect([outcome, stderr]).toEqual([{ exitCode: 1 }, expect.stringContaining('the snapshot is lost')]);
  });

  test.each(['--import', '--scenario'])('%s of a file that is not there', async (flag) => {
    const { outcome, stderr } = await type('exec', flag, join(folder, 'none.json'), ...node(''));
    expect([outcome, stderr]).toEqual([{ exitCode: 1 }, expect.stringContaining('none.json')]);
  });

  test('a snapshot of something else', async () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"version":9}');
    expect((await type('exec', '--import', file, ...node(''))).stderr).toContain('version 1 is expected');
  });
});
