import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';

const execute = promisify(execFile);

/** Uses each entry of the client, without a network. */
const PROGRAM = `
import { createSpotifyClient, memoryTokenStore } from '@tonearm/spotify-client';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
import { tokenStoreContract } from '@tonearm/spotify-client/testing';
const asked = [];
const fetch = async (url, { headers }) => {
  asked.push(url, headers.get('authorization'));
  return Response.json({ id: 'a1', name: 'An album' });
};
const spotify = createSpotifyClient({ token: 'a-token', fetch });
const { name } = await spotify.albums.get({ id: 'a1' });
const store = fileTokenStore({ path: 'tokens.json' });
await store.write({ accessToken: 'a-token', expiresAt: 1, scopes: [] });
for (const { run } of tokenStoreContract(async () => Array(2).fill(memoryTokenStore()))) await run();
console.log(JSON.stringify([name, ...asked, await store.delete()]));
`;

let folder: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tonearm-alone-')));
  const installed = join(folder, 'node_modules/@tonearm/spotify-client');
  mkdirSync(installed, { recursive: true });
  const tarball = join(folder, 'packed.tgz');
  const shell = process.platform === 'win32';
  const source = join(root, 'packages/spotify-client');
  await execute('pnpm', ['pack', '--silent', '--out', tarball], { cwd: source, shell });
  await execute('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the client in an empty folder, with nothing else installed,', () => {
  test('runs, each entry of it', async () => {
    writeFileSync(join(folder, 'program.js'), PROGRAM);
    const { stdout } = await execute(process.execPath, ['program.js'], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(['An album', 'https://api.spotify.com/v1/albums/a1', 'Bearer a-token', true]);
  });

  test('fits a strict program that has the types of no platform but the web', async () => {
    writeFileSync(join(folder, 'use.ts'), readFileSync(new URL('client-use.ts', import.meta.url)));
    writeFileSync(
      join(folder, 'entries.ts'),
      "export * from '@tonearm/spotify-client/auth/node';\nexport * from '@tonearm/spotify-client/testing';\n",
    );
    const lib = ['es2023', 'dom', 'dom.iterable'];
    const compilerOptions = {
      ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true },
      ...{ target: 'es2023', module: 'nodenext', lib, types: [] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await execute(process.execPath, [compiler, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });
});
