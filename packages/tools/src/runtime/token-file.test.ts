import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tokenFilePath } from './config-folder.js';
import { deleteTokens, readTokens, writeTokens } from './token-file.js';

const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: 1, scopes: ['user-top-read'], authorizedAt: 0 };
let env: { XDG_CONFIG_HOME: string };

beforeEach(async () => {
  env = { XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'tonearm-tokens-')) };
});
afterEach(() => rm(env.XDG_CONFIG_HOME, { recursive: true }));

describe('the token file', () => {
  test('lies where the system keeps configuration', () => {
    expect(tokenFilePath('work', env)).toBe(join(env.XDG_CONFIG_HOME, 'tonearm', 'profiles', 'work.json'));
    expect(tokenFilePath('work', { HOME: '/home/me' })).toMatch(/[\\/]tonearm[\\/]profiles[\\/]work\.json$/);
  });

  test('gives back what was kept, for each profile its own', async () => {
    await writeTokens('default', tokens, env);
    await writeTokens('work', { ...tokens, accessToken: 'b' }, env);
    expect(await readTokens('default', env)).toEqual(tokens);
    expect(await readTokens('work', env)).toMatchObject({ accessToken: 'b' });
  });

  test('can be read by nobody else, even when it replaces one that could', async () => {
    await writeTokens('default', tokens, env);
    const path = tokenFilePath('default', env);
    await chmod(path, 0o644);
    await writeTokens('default', tokens, env);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('is replaced as a whole and leaves no drafts behind', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => writeTokens('default', { ...tokens, expiresAt: index }, env)),
    );
    expect(await readTokens('default', env)).toMatchObject({ accessToken: 'a' });
    expect(await readdir(dirname(tokenFilePath('default', env)))).toEqual(['default.json']);
  });

  test('is nothing when nobody has signed in', async () => {
    expect(await readTokens('default', env)).toBeUndefined();
    expect(await deleteTokens('default', env)).toBe(false);
  });

  test('is gone after it was deleted', async () => {
    await writeTokens('default', tokens, env);
    expect(await deleteTokens('default', env)).toBe(true);
    expect(await readTokens('default', env)).toBeUndefined();
  });

  test('says how to go on when it is broken, and nothing of what is in it', async () => {
    await writeTokens('default', tokens, env);
    const path = tokenFilePath('default', env);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"accessToken"', '"secretToken"'));
    await expect(readTokens('default', env)).rejects.toMatchObject({
      code: 'token_file',
      hint: expect.stringContaining('tonearm login'),
    });
    await expect(readTokens('default', env)).rejects.not.toThrow('secretToken');
  });
});

describe('where a new sign-in is kept', () => {
  // On Linux without a Secret Service the real package finds nothing to open; elsewhere a person's own keychain would be used.
  test.skipIf(process.platform !== 'linux')(
    'is the file, with the reason, where no keychain can be opened',
    async () => {
      const before = process.env.DBUS_SESSION_BUS_ADDRESS;
      process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
      try {
        const kept = await writeTokens('default', tokens, env, 'auto');
        expect(kept).toMatchObject({ place: 'file', description: tokenFilePath('default', env) });
        expect(kept.note).toContain('The keychain cannot be used');
        expect((await stat(tokenFilePath('default', env))).mode & 0o777).toBe(0o600);
        await expect(writeTokens('default', tokens, env, 'keychain')).rejects.toMatchObject({ code: 'keychain' });
        expect(await readTokens('default', env)).toEqual(tokens);
      } finally {
        if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
        else process.env.DBUS_SESSION_BUS_ADDRESS = before;
      }
    },
  );

  test('is the file without a word when a file was asked for', async () => {
    expect(await writeTokens('default', tokens, env, 'file')).toEqual({
      place: 'file',
      description: tokenFilePath('default', env),
    });
  });
});
