import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** How often each process that lives counts on. */
const TURNS = 5;
/** How many turns each process has before it is killed, in the middle of one. */
const LIVES = [TURNS, TURNS, TURNS, 0, 1, 2];
/** A process id that no machine gives. */
const NOBODY = 2 ** 30;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shared-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Counts on in what the store keeps, as everybody does who reads, thinks and writes. */
const PROGRAM = `
import { once } from 'node:events';
import { fileTokenStore } from '@tonearm/spotify-client/auth/node';
const [path, turns, lives] = process.argv.slice(1);
const store = fileTokenStore({ path });
console.log('ready');
await once(process.stdin, 'data');
for (let turn = 0; turn < Number(turns); turn += 1) {
  await store.exclusively(async () => {
    if (turn === Number(lives)) process.kill(process.pid, 'SIGKILL');
    const { expiresAt: count, ...others } = await store.read();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await store.write({ ...others, expiresAt: count + 1 });
  });
}
process.stdin.destroy();
`;

test('processes that all find the lock of a dead one, and of whom some are killed while they hold it, lose nothing that one wrote', {
  timeout: 60_000,
}, async () => {
  const path = join(folder, 'tokens.json');
  const store = fileTokenStore({ path });
  await store.write({ accessToken: 'any', expiresAt: 0, scopes: [] });
  await writeFile(`${path}.lock`, JSON.stringify({ id: 'dead', pid: NOBODY, host: hostname() }));
  const children = LIVES.map((lives) =>
    spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, path, String(TURNS), String(lives)], {
      cwd: import.meta.dirname,
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const ends = children.map(async (child) => (await once(child, 'exit'))[1]);
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  for (const { stdin } of children) stdin.end('go');
  expect(await Promise.all(ends)).toEqual(LIVES.map((lives) => (lives < TURNS ? 'SIGKILL' : null)));
  const written = LIVES.reduce((sum, lives) => sum + lives, 0);
  expect((await store.read())?.expiresAt).toBe(written);
  // Should somebody have been killed last, whoever comes next clears up.
  expect(await store.exclusively(async () => 'in')).toBe('in');
  expect(await readdir(folder)).toEqual(['tokens.json']);
});
