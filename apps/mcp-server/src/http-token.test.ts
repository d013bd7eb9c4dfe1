import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpTokenOf } from './http-token.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-http-token-'));
});
afterEach(() => rm(folder, { recursive: true }));
const hasModes = process.platform !== 'win32';

test('is made when it is missing, for this user only, and is the same ever after', async () => {
  const { token, path } = await httpTokenOf('anna', { XDG_CONFIG_HOME: folder });
  expect(token).toMatch(/^[\w-]{43}$/);
  if (hasModes) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await httpTokenOf('anna', { XDG_CONFIG_HOME: folder })).toEqual({ token, path });
  expect((await httpTokenOf('ben', { XDG_CONFIG_HOME: folder })).token).not.toBe(token);
});

test('is one for all servers that start together, and no draft is left', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => httpTokenOf('anna', { XDG_CONFIG_HOME: folder })));
  expect(new Set(all.map(({ token }) => token)).size).toBe(1);
  expect(await readdir(dirname(all[0]?.path ?? ''))).toEqual(['anna']);
});

test.skipIf(!hasModes)('is not used when others can read it', async () => {
  const { path, token } = await httpTokenOf('anna', { XDG_CONFIG_HOME: folder });
  await chmod(path, 0o644);
  await expect(httpTokenOf('anna', { XDG_CONFIG_HOME: folder })).rejects.toThrow(
    /others on this machine can read .*delete it/,
  );
  await expect(httpTokenOf('anna', { XDG_CONFIG_HOME: folder })).rejects.not.toThrow(token);
});

test('an empty file is no token, and a place that cannot be written says what to do', async () => {
  const { path } = await httpTokenOf('anna', { XDG_CONFIG_HOME: folder });
  await writeFile(path, '\n');
  await expect(httpTokenOf('anna', { XDG_CONFIG_HOME: folder })).rejects.toThrow('holds no token');
  expect(await readFile(path, 'utf8')).toBe('\n');
  await expect(httpTokenOf('ben', { XDG_CONFIG_HOME: path })).rejects.toThrow(/ENOTDIR.*TONEARM_HTTP_TOKEN/);
});
