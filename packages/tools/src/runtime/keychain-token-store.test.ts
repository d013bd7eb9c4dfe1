import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tokenStoreContract } from '@tonearm/spotify-client/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ToolError } from '../errors.js';
import type { Keychain } from './keychain.js';
import { type ProfileTokenStore, profileTokenStore } from './keychain-token-store.js';

const tokens = { accessToken: 'secret-access', refreshToken: 'secret-refresh', expiresAt: 1, scopes: [] };
const newer = { ...tokens, accessToken: 'newer' };

let folder: string;
let path: string;
let secrets: Map<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-keychain-'));
  path = join(folder, 'profiles', 'home.json');
  secrets = new Map();
});
afterEach(() => rm(folder, { recursive: true }));

/** A keychain in memory, for the rules of what is kept where; the real one has a test of its own. */
const memoryKeychain = async (): Promise<Keychain> => ({
  read: async (name) => secrets.get(name),
  write: async (name, secret) => void secrets.set(name, secret),
  delete: async (name) => secrets.delete(name),
});
const open = (openKeychain = memoryKeychain): ProfileTokenStore => profileTokenStore({ path, openKeychain });
const noKeychain = async (): Promise<never> => {
  throw new ToolError('keychain', 'The keychain cannot be used: locked.', 'Unlock it.');
};

describe('in a file', () => {
  for (const { name, run } of tokenStoreContract(async () => [open(noKeychain), open(noKeychain)])) test(name, run);

  test('never asks the keychain', async () => {
    let opened = 0;
    const store = open(async () => {
      opened += 1;
      return memoryKeychain();
    });
    await store.write(tokens);
    expect([await store.read(), await store.delete(), opened]).toEqual([tokens, true, 0]);
  });
});

describe('in the keychain', () => {
  for (const { name, run } of tokenStoreContract(async () => {
    // Empty, but with the keychain as its place.
    const store = open();
    await store.writeToKeychain(tokens);
    secrets.clear();
    return [store, open()];
  })) {
    test(name, run);
  }

  test('leaves nothing secret in a file, also after a refresh', async () => {
    const store = open();
    await store.write(tokens);
    await store.writeToKeychain(tokens);
    await open().exclusively(() => open().write(newer));
    expect(await store.read()).toEqual(newer);
    expect(await readdir(dirname(path))).toEqual(['home.keychain']);
    expect(await readFile(join(dirname(path), 'home.keychain'), 'utf8')).toBe('');
  });

  test('a program that cannot open it says so, and does not say that nobody has signed in', async () => {
    await open().writeToKeychain(tokens);
    await expect(open(noKeychain).read()).rejects.toMatchObject({ code: 'keychain' });
    await expect(open(noKeychain).delete()).rejects.toMatchObject({ code: 'keychain' });
  });

  test('a keychain that could not be opened is asked again', async () => {
    let isLocked = true;
    const store = open(() => (isLocked ? noKeychain() : memoryKeychain()));
    await open().writeToKeychain(tokens);
    await expect(store.read()).rejects.toMatchObject({ code: 'keychain' });
    isLocked = false;
    expect(await store.read()).toEqual(tokens);
  });

  test('what is broken in it is said without a word of it', async () => {
    await open().writeToKeychain(tokens);
    secrets.set(path, '{"accessToken":7,"secret":1');
    await expect(open().read()).rejects.toMatchObject({ code: 'token_file' });
    await expect(open().read()).rejects.not.toThrow('secret');
  });

  test('is emptied, marker and all', async () => {
    const store = open();
    await store.writeToKeychain(tokens);
    expect(await store.delete()).toBe(true);
    expect([secrets.size, await readdir(dirname(path)), await store.read()]).toEqual([0, [], undefined]);
  });
});

test('a new sign-in in a file replaces the one in the keychain, even when that cannot be opened any more', async () => {
  for (const keychain of [memoryKeychain, noKeychain]) {
    await open().writeToKeychain(tokens);
    await open(keychain).writeToFile(newer);
    expect(await open().read()).toEqual(newer);
    expect(await readdir(dirname(path))).toEqual(['home.json']);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
});
