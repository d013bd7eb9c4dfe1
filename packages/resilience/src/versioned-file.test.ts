import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { versionedFile } from './versioned-file.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-versions-'));
  path = join(folder, 'state', 'numbers');
});
afterEach(() => rm(folder, { recursive: true }));

const append = (word: string) => (before: string | undefined) => [`${before ?? ''}${word}`, undefined] as const;
const files = async () => (await readdir(join(path, '..'))).sort();

test('can be read by nobody else, and neither can its folder', async () => {
  await versionedFile(path).change(append('a'));
  expect((await stat(`${path}.v1`)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
});

test('gives the newest text, and what the change came to', async () => {
  const file = versionedFile(path);
  expect(await file.read()).toBeUndefined();
  expect(await file.change(() => ['a', 1])).toBe(1);
  expect(await versionedFile(path).change((before) => [`${before}b`, 2])).toBe(2);
  expect(await file.read()).toBe('ab');
});

test('writes nothing when nothing has changed', async () => {
  const file = versionedFile(path);
  await file.change(append('a'));
  await file.change(append(''));
  expect(await files()).toEqual(['numbers.v1']);
});

test('loses no change of processes that write at once', async () => {
  const program = `
    const { versionedFile } = await import(process.argv[1]);
    const file = versionedFile(process.argv[2]);
    for (let change = 0; change < 25; change += 1) {
      const word = process.pid + '-' + change;
      await file.change((before = '') => [before.includes(word) ? before : before + ' ' + word, undefined]);
    }
  `;
  const source = new URL('./versioned-file.ts', import.meta.url).href;
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, source, path]);
  await Promise.all([run(), run(), run()]);
  const words = (await versionedFile(path).read())?.trim().split(' ');
  expect(new Set(words).size).toBe(75);
  expect((await files()).length).toBeLessThan(12);
});

test('makes a change anew for whoever stood still while others made many, on top of theirs', async () => {
  const file = versionedFile(path);
  await file.change(append('a'));
  let seen = 0;
  await file.change((before) => {
    seen += 1;
    if (seen === 1) leapAhead();
    return [`${before}z`, undefined];
  });
  expect([seen, await file.read()]).toEqual([2, 'a-others-z']);

  /** Twenty changes of others, of which the first have been cleaned up. */
  function leapAhead(): void {
    // While `make` runs nothing else of this process does, so this is what the folder looks like when it goes on.
    mkdirSync(join(path, '..'), { recursive: true });
    for (let version = 13; version <= 21; version += 1) writeFileSync(`${path}.v${version}`, 'a-others-');
    rmSync(`${path}.v1`);
  }
});

test('takes away what processes that died have left behind, and nothing that is being written', async () => {
  const file = versionedFile(path);
  await file.change(append('a'));
  await writeFile(`${path}.old.new`, 'x');
  await utimes(`${path}.old.new`, 0, 0);
  await writeFile(`${path}.young.new`, 'x');
  await file.change(append('b'));
  expect(await files()).toEqual(['numbers.v1', 'numbers.v2', 'numbers.young.new']);
  expect(await readFile(`${path}.v2`, 'utf8')).toBe('ab');
});

test('takes no other file for a version, and nothing that cannot be read for an empty one', async () => {
  const file = versionedFile(path);
  await file.change(append('a'));
  for (const name of ['v', 'v0', 'v1.bak', 'v01', '20261126', 'v9007199254740993'])
    await writeFile(`${path}.${name}`, 'x');
  expect(await file.read()).toBe('a');
  await symlink('nowhere', `${path}.v7`);
  await expect(file.read()).rejects.toThrow('cannot be read');
  await expect(file.change(append('b'))).rejects.toThrow('cannot be read');
});

test('makes its change all the same when its draft was taken away', async () => {
  const file = versionedFile(path);
  await file.change(append('a'));
  const folderOf = join(path, '..');
  let taken = 0;
  const thief = watch(folderOf, (_event, name) => {
    if (taken > 0 || !name?.endsWith('.new')) return;
    taken += 1;
    rmSync(join(folderOf, name), { force: true });
  });
  await file.change(append('b'));
  thief.close();
  expect(await file.read()).toBe('ab');
});

test('says what is wrong when it cannot be written', async () => {
  await versionedFile(path).change(append('a'));
  await expect(versionedFile(join(`${path}.v1`, 'below', 'a-file')).change(append('b'))).rejects.toMatchObject({
    code: 'ENOTDIR',
  });
});
