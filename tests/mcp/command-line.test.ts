import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { serverScript } from '../journeys/mcp-server-process.ts';
import { runCommand as run } from './command.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

test('--version prints the version of the package', async () => {
  const manifest = JSON.parse(readFileSync(new URL('../../apps/mcp-server/package.json', import.meta.url), 'utf8'));
  expect(await run('--version')).toEqual({ code: 0, output: `${manifest.version}\n`, errors: '' });
});

test('--help is what it was', async () => {
  const { code, output, errors } = await run('http --help');
  expect([code, errors]).toEqual([0, '']);
  await expect(output).toMatchFileSnapshot('./help.txt');
});

describe('refuses in one line, with 2', () => {
  test.each([
    ['--toolset catalog', {}, 'Did you mean --toolsets?'],
    ['--toolsets catalogue', {}, 'Did you mean "catalog"?'],
    ['htp', {}, 'Did you mean http? Known: stdio, http,'],
    ['http --host 0.0.0.0', {}, '--allow-remote'],
    ['http --port x', {}, '--port must be a whole number'],
    ['', { TONEARM_LOG_LEVEL: 'loud' }, 'TONEARM_LOG_LEVEL'],
    ['', { TONEARM_TOOLSETS: 'music' }, 'TONEARM_TOOLSETS'],
  ])('%s %j', async (commandLine, environment, words) => {
    const { code, output, errors } = await run(commandLine, environment);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(words);
    expect(errors.trimEnd()).toMatch(/^tonearm-mcp: [^\n]+$/);
  });
});

test('an older Node is told which one is needed, not that a module lacks a name', async () => {
  const pretence = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.17.9'}})`;
  const { code, output, errors } = await run('stdio', { NODE_OPTIONS: `--import "${pretence}"` });
  expect([code, output]).toEqual([1, '']);
  expect(errors).toBe('tonearm-mcp: needs Node 22.18 or later, and this is 22.17.9: https://nodejs.org\n');
});

// There is no such device elsewhere.
test.skipIf(process.platform !== 'linux')('a full disk is said in one line, with 1', () => {
  for (const flag of ['--version', '--help']) {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" ${flag} > /dev/full`, process.execPath, serverScript],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([1, 'tonearm-mcp: the output could not be written (ENOSPC).\n']);
  }
});
