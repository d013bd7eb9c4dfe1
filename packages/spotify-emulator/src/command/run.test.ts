import { expect, test } from 'vitest';
import { createSpotifyEmulator } from '../emulator.js';
import { environmentFor } from './execute.js';
import { run } from './run.js';

async function type(...written: string[]) {
  let stdout = '';
  let stderr = '';
  const streams = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const outcome = await run(written, streams, '1.2.3');
  return { outcome, stdout, stderr };
}

test('says where it listens, in one line', async () => {
  const { outcome, stdout, stderr } = await type(
    '--port',
    '0',
    '--seed',
    '7',
    '--profile',
    'extended',
    '--auto-approve',
  );
  if (!('listening' in outcome)) throw new Error(stderr);
  const { url, close } = outcome.listening;
  expect(stdout).toBe(`tonearm-emulator listening on ${url}\n`);
  const state = (await (await fetch(`${url}/__emulator/state`)).json()) as { seed: number };
  expect(state.seed).toBe(7);
  const authorize = `${url}/authorize?client_id=tonearm-emulator&response_type=code&redirect_uri=http://127.0.0.1:9/callback`;
  expect((await fetch(authorize, { redirect: 'manual' })).status).toBe(302);
  await close();
});

test.each([
  [['--nope'], "Unknown option '--nope'"],
  [['surplus'], 'surplus'],
  [['--port', 'http'], "--port is a whole number from 0 to 65535, not 'http'."],
  [['--port', '65536'], '--port is a whole number'],
  [['--port=-1'], '--port is a whole number'],
  [['--port'], '--port'],
  [['--seed', '1.5'], '--seed is a whole number'],
  [['--profile', 'real'], "--profile is development, development-legacy or extended, not 'real'."],
])('does not understand %o: exit code 2', async (written, message) => {
  const { outcome, stdout, stderr } = await type(...written);
  expect(outcome).toEqual({ exitCode: 2 });
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain('--help');
});

test('a port in use is explained: exit code 1', async () => {
  const { outcome } = await type();
  if (!('listening' in outcome)) throw new Error('did not listen');
  const { port } = new URL(outcome.listening.url);
  const second = await type('--port', port);
  expect(second.outcome).toEqual({ exitCode: 1 });
  expect(second.stderr).toBe(
    `tonearm-emulator: 127.0.0.1:${port} is in use; choose another --port, or 0 for a free one.\n`,
  );
  await outcome.listening.close();
});

test('a host that is not ours is explained: exit code 1', async () => {
  const { outcome, stderr } = await type('--host', '203.0.113.1');
  expect(outcome).toEqual({ exitCode: 1 });
  expect(stderr).toContain('choose another --host');
});

test('help and version', async () => {
  expect(await type('--version')).toEqual({ outcome: { exitCode: 0 }, stdout: '1.2.3\n', stderr: '' });
  const { stdout } = await type('-h');
  for (const flag of ['--port', '--host', '--seed', '--profile', '--auto-approve', '--help', '--version'])
    expect(stdout).toContain(flag);
  for (const variable of Object.keys(environmentFor(createSpotifyEmulator(), ''))) expect(stdout).toContain(variable);
});
