import { fork } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tokenStoreContract } from '../../testing/index.js';
import { fileTokenStore } from './file-token-store.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-store-'));
  path = join(folder, 'deep', 'tokens.json');
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const hasModes = process.platform !== 'win32';
const tokens = { accessToken: 'secret-access', refreshToken: 'secret-refresh', expiresAt: 1, scopes: [] };

describe('a file store', () => {
  for (const { name, run } of tokenStoreContract(async () => [fileTokenStore({ path }), fileTokenStore({ path })])) {
    test(name, run);
  }

  test('is readable by its owner only, and leaves no draft and no lock behind', async () => {
    const store = fileTokenStore({ path });
    await store.exclusively(() => store.write(tokens));
    if (hasModes) expect((await stat(path)).mode & 0o777).toBe(0o600);
    if (hasModes) expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'deep'))).toEqual(['tokens.json']);
  });

  test('is readable by its owner only after it replaces a file that was not', async () => {
    const store = fileTokenStore({ path });
    await store.write(tokens);
    await chmod(path, 0o644);
    await store.write(tokens);
    if (hasModes) expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.each([undefined, '', 7])('does not keep anything at %o, and says so before it is used', (wrong) => {
    expect(() => fileTokenStore({ path: wrong as unknown as string })).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', parameter: 'path' }),
    );
  });

  test('leaves no draft behind when what is new cannot take its place', async () => {
    await mkdir(path, { recursive: true });
    await expect(fileTokenStore({ path }).write(tokens)).rejects.toThrow();
    expect(await readdir(join(folder, 'deep'))).toEqual(['tokens.json']);
    expect(await readdir(path)).toEqual([]);
  });

  test.each([
    ...['', '{"accessToken":"secret-access"', '[]', 'null', '{"accessToken":7,"expiresAt":1,"scopes":[]}'],
    '{"accessToken":"secret-access","expiresAt":1,"scopes":[7]}',
    '{"accessToken":"secret-access","expiresAt":"1","scopes":[]}',
    '{"accessToken":"secret-access","expiresAt":1,"scopes":"a b"}',
    '{"accessToken":"secret-access","expiresAt":1,"scopes":[],"refreshToken":7}',
    '{"accessToken":"secret-access","expiresAt":1,"scopes":[],"authorizedAt":"today"}',
  ])('says that %j is no sign-in, without a word of it', async (text) => {
    const store = fileTokenStore({ path });
    await store.write(tokens);
    await writeFile(path, text);
    const error = await store.read().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'authentication',
      reason: 'token_file',
      message: expect.stringContaining(path),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    await store.write(tokens);
    expect(await store.read()).toEqual(tokens);
  });
});

describe('the lock of a file store', () => {
  const leaveLock = async (holder: object): Promise<void> => {
    await fileTokenStore({ path }).write(tokens);
    await writeFile(`${path}.lock`, JSON.stringify({ id: 'gone', host: hostname(), pid: process.pid, ...holder }));
  };

  test('is taken over from a process that died', async () => {
    const child = fork('-e', [], { execArgv: [], stdio: 'ignore' });
    await new Promise((resolve) => child.once('exit', resolve));
    await leaveLock({ pid: child.pid });
    expect(await fileTokenStore({ path }).exclusively(async () => 'in')).toBe('in');
  });

  test('is taken over from a machine that has been silent for a minute', async () => {
    await leaveLock({ host: 'elsewhere', pid: 1 });
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(`${path}.lock`, longAgo, longAgo);
    expect(await fileTokenStore({ path }).exclusively(async () => 'in')).toBe('in');
  });

  test('is taken over by one of those who wait', async () => {
    await leaveLock({ pid: 2 ** 30 });
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 6 }, () =>
        fileTokenStore({ path }).exclusively(async () => {
          inside += 1;
          most = Math.max(most, inside);
          await readFile(path);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  test('is taken over though whoever took it over died too', async () => {
    await leaveLock({ pid: 2 ** 30 });
    await writeFile(`${path}.lock.gone.gone`, JSON.stringify({ id: 'next', host: hostname(), pid: 2 ** 30 }));
    expect(await fileTokenStore({ path }).exclusively(async () => 'in')).toBe('in');
    expect(await readdir(join(folder, 'deep'))).toEqual(['tokens.json']);
  });

  test.each(['', '{"id":', '{}', 'null'])('is taken over when a power cut left %j of it', async (text) => {
    await leaveLock({});
    await writeFile(`${path}.lock`, text);
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(`${path}.lock`, longAgo, longAgo);
    expect(await fileTokenStore({ path }).exclusively(async () => 'in')).toBe('in');
    expect(await readdir(join(folder, 'deep'))).toEqual(['tokens.json']);
  });

  test('is not let go of by who was taken for dead: others hold it by then', async () => {
    const lock = `${path}.lock`;
    await fileTokenStore({ path }).exclusively(async () => {
      const { id } = JSON.parse(await readFile(lock, 'utf8'));
      await writeFile(`${lock}.${id}.gone`, JSON.stringify({ id: 'other', host: hostname(), pid: process.pid }));
    });
    expect(await readdir(join(folder, 'deep'))).toHaveLength(2);
    expect(await readdir(join(folder, 'deep'))).toContain('tokens.json.lock');
  });

  test('can be read by its owner only', async () => {
    const lock = `${path}.lock`;
    const mode = await fileTokenStore({ path }).exclusively(async () => (await stat(lock)).mode & 0o777);
    if (hasModes) expect(mode).toBe(0o600);
  });

  test('stirs every few seconds while it is held, so that nobody takes its holder for dead', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lock = `${path}.lock`;
    const longAgo = new Date(Date.now() - 61_000);
    const silenceMs = async (): Promise<number> => Date.now() - (await stat(lock)).mtimeMs;
    await fileTokenStore({ path }).exclusively(async () => {
      for (let turn = 0; turn < 2; turn += 1) {
        await utimes(lock, longAgo, longAgo);
        vi.advanceTimersByTime(5_000);
        await expect.poll(silenceMs).toBeLessThan(60_000);
      }
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('keeps no process alive', async () => {
    const timers = vi.spyOn(globalThis, 'setInterval');
    await fileTokenStore({ path }).exclusively(async () => undefined);
    expect(timers.mock.results.map(({ value }) => value.hasRef())).toEqual([false]);
  });

  test('is not taken from a process of another user, which nobody else may even ask', async () => {
    await leaveLock({ pid: 2 ** 30 });
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    const cancel = new AbortController();
    const waiting = fileTokenStore({ path }).exclusively(async () => 'in', { signal: cancel.signal });
    await expect.poll(() => kill.mock.calls.length).toBeGreaterThan(2);
    cancel.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow();
    expect(kill).toHaveBeenCalledWith(2 ** 30, 0);
    expect(JSON.parse(await readFile(`${path}.lock`, 'utf8')).id).toBe('gone');
  });

  test('is not taken from a process that lives; whoever waits can give up', async () => {
    await leaveLock({});
    const cancel = new AbortController();
    const waiting = fileTokenStore({ path }).exclusively(async () => 'in', { signal: cancel.signal });
    cancel.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow();
    expect(JSON.parse(await readFile(`${path}.lock`, 'utf8')).id).toBe('gone');
  });
});
