import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles, root } from './tree.ts';

const turbo = join(dirname(createRequire(join(root, 'package.json')).resolve('turbo/package.json')), 'bin/turbo');
const workspaces = listFiles()
  .filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file))
  .map((file) => dirname(file));

/** A copy of the workspace that holds no code: only who depends on whom, and the rules. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tonearm-boundaries-'));
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'turbo.json']) copyFile(file);
  for (const workspace of workspaces) {
    mkdirSync(join(copy, workspace, 'src'), { recursive: true });
    copyFile(join(workspace, 'package.json'));
    copyFile(join(workspace, 'turbo.json'));
  }
  spawnSync('git', ['init', '--quiet'], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function copyFile(file: string): void {
  cpSync(join(root, file), join(copy, file));
}

function checkBoundaries(): { status: number | null; output: string } {
  const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [turbo, 'boundaries'], {
    cwd: copy,
    encoding: 'utf8',
    env: environment,
  });
  return { status, output: stdout + stderr };
}

/** Runs the check while one workspace depends on another one, by declaration and by import. */
function checkWith(from: string, to: string): { status: number | null; output: string } {
  const file = join(copy, from, 'package.json');
  const before = readFileSync(file, 'utf8');
  const manifest = JSON.parse(before);
  const source = join(copy, from, 'src/arrow.ts');
  writeFileSync(file, JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, [to]: 'workspace:^' } }));
  writeFileSync(source, `import '${to}';\n`);
  try {
    return checkBoundaries();
  } finally {
    writeFileSync(file, before);
    rmSync(source);
  }
}

describe('turbo boundaries', () => {
  test('accepts the packages as they are', () => {
    expect(checkBoundaries()).toMatchObject({ status: 0 });
  });

  test.each([
    ['packages/cache', '@tonearm/metrics'],
    ['packages/metrics', '@tonearm/resilience'],
    ['packages/resilience', '@tonearm/spotify-client'],
    ['packages/spotify-client', '@tonearm/cache'],
    ['packages/spotify-client', '@tonearm/spotify-emulator'],
    ['packages/spotify-emulator', '@tonearm/spotify-client'],
    ['packages/tools', '@tonearm/spotify-emulator'],
    ['packages/tools', '@tonearm/mcp-server'],
    ['apps/cli', '@tonearm/mcp-server'],
  ])('refuses an arrow from %s to %s', (from, to) => {
    const { status, output } = checkWith(from, to);
    expect(output).toContain('denylist');
    expect(status).toBe(1);
  });
});
