import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factsUrl } from './operation-facts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-facts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...facts: string[]): { status: number | null; stdout: string; stderr: string } {
  const main = join(import.meta.dirname, 'main.ts');
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...facts], { encoding: 'utf8' });
}

describe('the command that keeps the facts', () => {
  test('prints what changed and ends with 1 when the description is another one', () => {
    const file = join(folder, 'description.yml');
    writeFileSync(file, 'paths:\n  /albums/{id}: { get: { operationId: get-an-album } }\n');
    const { status, stdout } = run('diff', file);
    expect(stdout).toContain('- get-an-album (GET /albums/{id}): parameter path:id removed\n');
    expect(stdout).toContain('- removed: search (GET /search)\n');
    expect(status).toBe(1);
  });

  test('refuses a file that describes nothing, and leaves the facts alone', () => {
    const file = join(folder, 'empty.yml');
    writeFileSync(file, '<html>moved</html>\n');
    const { status, stderr } = run('make', file);
    expect(stderr).toContain('describes no operation');
    expect(status).toBe(2);
  });

  test('explains itself when the arguments make no sense', () => {
    expect(run('mak', 'x')).toMatchObject({ status: 2, stderr: expect.stringContaining('make|diff') });
    expect(factsUrl.pathname).toMatch(/tests\/contract\/facts\.json$/);
  });
});
