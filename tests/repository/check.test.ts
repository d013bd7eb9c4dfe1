import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './tree.ts';

/** A folder that holds the check and nothing that it could find right. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-check-'));
  mkdirSync(join(folder, 'scripts'));
  for (const file of ['scripts/check.mjs', 'scripts/clone-lock.mjs']) cpSync(join(root, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function check(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: '', SystemRoot: process.env.SystemRoot };
  return spawnSync(process.execPath, [join(folder, 'scripts/check.mjs'), ...words], { encoding: 'utf8', env });
}

describe('the check', () => {
  test('takes what could not be run for failed, and counts it in its last line', () => {
    const { status, stdout } = check();
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 5 failed');
    expect(stdout).toContain('✗ turbo (exit 1, no summary)');
    expect(status).toBe(1);
  });

  test('does not run everything for somebody who asked for a part', () => {
    const { status, stdout, stderr } = check('cache');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('pnpm vitest run');
  });
});
