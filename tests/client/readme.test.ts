import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect, test } from 'vitest';
import { readCode, readExample } from '../packages/readme.ts';
import { root } from '../repository/tree.ts';

const execute = promisify(execFile);

/** Sends what is meant for Spotify to an emulator, as a change of the program's own fetch. */
const GO_TO_EMULATOR = (url: string) => `
const real = globalThis.fetch;
globalThis.fetch = (input, init) => real(String(input).replace(/^https:\\/\\/(accounts|api)\\.spotify\\.com/, '${url}'), init);
`;

const readme = readFileSync(join(root, 'packages/spotify-client/README.md'), 'utf8');

function exampleWith(words: string): string {
  return (
    readCode(readme, 'ts').find((text) => text.includes(words)) ?? expect.unreachable('the README has no such example')
  );
}

/** An example that does something else first. */
function after(code: string, first: string): string {
  const imports = /^import [\s\S]*?;$/gm;
  return `${[...code.matchAll(imports)].join('\n')}\n${first}\n${code.replaceAll(imports, '')}`;
}

/** An emulator that listens until the test is over. */
async function listen() {
  const emulator = createSpotifyEmulator();
  const { url, close } = await emulator.listen();
  return { emulator, url, [Symbol.asyncDispose]: close };
}

/** Runs a program from here, so that it finds the package as anybody's program would. */
async function run(program: string): Promise<string> {
  const { stdout } = await execute(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', program],
    { cwd: import.meta.dirname },
  );
  return stdout.trim();
}

test('the example of errors says what to do, or how long to wait', { timeout: 30_000 }, async () => {
  await using stage = await listen();
  const { emulator, url } = stage;
  const program = after(exampleWith("error.code === 'rate_limited'"), GO_TO_EMULATOR(url));
  expect(await run(program)).toBe('Log in again.');
  emulator.faults.add({ path: '/me/player/pause', status: 429, retryAfterSeconds: 7 });
  expect(await run(program)).toBe('Again in 7000 ms.');
});

test('the sign-in that the README shows signs a person in, and keeps it', { timeout: 30_000 }, async () => {
  const code = exampleWith('signIn');
  await using stage = await listen();
  const { url } = stage;
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const program = `${after(code, `${GO_TO_EMULATOR(url)}\nprocess.chdir(${JSON.stringify(folder)});`)}
console.log((await spotify.me.profile()).id);`;
    // From here, so that it finds the package as anybody's program would.
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, SPOTIFY_CLIENT_ID: 'tonearm-emulator' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const impatience = setTimeout(() => child.kill(), 20_000);
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        lines.push(line);
        // The browser of a person who agrees.
        if (line.startsWith('https:'))
          await fetch(`${line.replace('https://accounts.spotify.com', url)}&decision=allow`);
      }
    } finally {
      clearTimeout(impatience);
      child.kill();
    }
    expect(lines.at(-1)).toBe('listener');
    expect(JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8'))).toMatchObject({ version: 1 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the sign-in of a page begins on one page and is finished on another', { timeout: 30_000 }, async () => {
  const code = exampleWith('sessionStorage').replaceAll(/^export /gm, '');
  await using stage = await listen();
  const { url } = stage;
  // What a page has: a place to keep something in, and an address that it can be sent away from.
  const page = `${GO_TO_EMULATOR(url)}
const kept = new Map<string, string>();
const sessionStorage = { setItem: (name: string, value: string) => kept.set(name, value), getItem: (name: string) => kept.get(name) ?? null };
const localStorage = { ...sessionStorage, removeItem: (name: string) => kept.delete(name) };
const location = { href: '', assign(to: string) { this.href = to; } };`;
  const program = `${after(code, page)}
await leave();
const agreed = await real(location.href.replace('https://accounts.spotify.com', '${url}') + '&decision=allow', { redirect: 'manual' });
location.href = agreed.headers.get('location') ?? '';
const spotify = await comeBack();
console.log((await spotify.me.profile()).id, [...kept.keys()].join());
kept.clear();
console.log(await comeBack().catch(({ reason }) => reason));`
    .replace('the client id of your app', 'tonearm-emulator')
    .replace('https://your.app/callback', 'http://127.0.0.1/callback');
  expect(await run(program)).toBe('listener consent,spotify-tokens\nwrong_state');
});

test('the example of long lists copies what the person saved', { timeout: 30_000 }, async () => {
  await using stage = await listen();
  const { emulator, url } = stage;
  const { access_token } = emulator.grant();
  const program = after(exampleWith('callInChunks'), GO_TO_EMULATOR(url)).replace('your-access-token', access_token);
  expect(await run(program)).toBe('');
  const listener = emulator.world.user('listener');
  const copy = listener.playlists.find(({ name }) => name === 'A copy') ?? expect.unreachable('there is no copy');
  const saved = [...listener.library].filter((uri) => uri.startsWith('spotify:track:'));
  expect(saved.length).toBeGreaterThan(50);
  expect(copy.items.length).toBe(Math.min(230, saved.length));
});

test('the example of middleware waits once when it is asked to, and for no quota', { timeout: 30_000 }, async () => {
  await using stage = await listen();
  const { emulator, url } = stage;
  const { access_token } = emulator.grant();
  const program = after(exampleWith('const waiting'), GO_TO_EMULATOR(url)).replace('your-access-token', access_token);
  emulator.faults.add({ path: '/me', status: 429, retryAfterSeconds: 0, times: 1 });
  expect(await run(program)).toBe('listener');
  const asked = (): readonly (number | undefined)[] => emulator.journal.entries().map(({ status }) => status);
  expect(asked()).toEqual([429, 200]);
  emulator.faults.add({ path: '/me', status: 429, retryAfterSeconds: 86_000, times: 1 });
  await expect(run(program)).rejects.toThrow('quota_exceeded');
  expect(asked()).toEqual([429, 200, 429]);
});

test('the example of what is played has a title for everything that the player of the emulator meets', async () => {
  await using stage = await listen();
  const { emulator, url } = stage;
  const { uri } =
    emulator.world.user('listener').playlists.find(({ name }) => name === 'Old Cassettes') ?? expect.unreachable();
  const program = `import { createSpotifyClient } from '@tonearm/spotify-client';
${exampleWith('function title')}
const spotify = createSpotifyClient({ token: '${emulator.grant().access_token}', apiUrl: '${url}/v1' });
await spotify.player.play({ context_uri: '${uri}' });
const { queue } = await spotify.player.queue();
for (const item of queue) console.log(title(item) + ' | ' + item.id);`;
  const lines = (await run(program)).split('\n');
  expect(lines).toContain('voice memo 7 (a local file) | null');
  expect(lines.every((line) => / \((\w+)\) \| \1$| of .* \| \w+$|\(a local file\) \| null$/.test(line))).toBe(true);
  expect(lines.length).toBeGreaterThan(1);
});

test('the first example is run by the tests of the installed packages', () => {
  expect(readExample(readme, 'ts')?.output).toBeTruthy();
});
