import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterEach, beforeEach, expect, test } from 'vitest';

const PROCESSES = 6;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shared-sign-in-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What each process does: wait until all are there, then take the sign-in of the store, and ask who it is. */
const PROGRAM = `
import { once } from 'node:events';
import { createSpotifyClient, storedToken } from '@tonearm/spotify-client';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
const [url, path] = process.argv.slice(1);
const token = storedToken({ clientId: 'tonearm-emulator', accountsUrl: url, store: fileTokenStore({ path }) });
const spotify = createSpotifyClient({ token, apiUrl: url + '/v1' });
console.log('ready');
await once(process.stdin, 'data');
console.log((await spotify.me.profile()).id);
process.stdin.destroy();
`;

test('processes that share a sign-in refresh it once, though its refresh token works only once', {
  timeout: 30_000,
}, async () => {
  const emulator = createSpotifyEmulator({ quirks: { rotateRefreshTokens: true } });
  const { url, close } = await emulator.listen();
  try {
    const path = join(folder, 'tokens.json');
    const { access_token, refresh_token } = emulator.grant();
    await fileTokenStore({ path }).write({
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAt: 0,
      scopes: [],
      authorizedAt: Date.now(),
    });
    const words = ['--input-type=module', '-e', PROGRAM, url, path];
    const children = Array.from({ length: PROCESSES }, () =>
      spawn(process.execPath, words, { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    // Those who come late would find what the first one has renewed, and show nothing.
    for (const { stdin } of children) stdin.end('go');
    const printed = await Promise.all(children.map(({ stdout }) => text(stdout)));
    expect(printed.map((line) => line.trim())).toEqual(Array.from({ length: PROCESSES }, () => 'listener'));
    const refreshes = emulator.journal.entries().filter((entry) => entry.path === '/api/token');
    expect(refreshes.map(({ status }) => status)).toEqual([200]);
    expect(JSON.parse(await readFile(path, 'utf8')).refreshToken).not.toBe(refresh_token);
  } finally {
    await close();
  }
});
