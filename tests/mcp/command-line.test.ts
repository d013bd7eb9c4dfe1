import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { serverScript } from '../journeys/mcp-server-process.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(commandLine: string, environment: Record<string, string> = {}): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [serverScript, ...commandLine.split(' ').filter(Boolean)],
      { env },
      (error, output, errors) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors }),
    );
  });
}

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
    ['htp', {}, 'Known: stdio, http.'],
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
