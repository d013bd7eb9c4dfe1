import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type ListeningEmulator,
  newConfigFolder,
  type Running,
  startEmulator,
  startTonearm,
  tonearm,
  waitForLine,
} from './tonearm.ts';

let spotify: ListeningEmulator;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  spotify = await startEmulator();
});
afterAll(() => spotify.close());
beforeEach(() => {
  spotify.emulator.reset();
  folder = newConfigFolder();
  environment = {
    ...spotify.environment,
    TONEARM_BACKEND: 'spotify',
    SPOTIFY_CLIENT_ID: 'tonearm-emulator',
    // Never the keychain of whoever runs the tests.
    TONEARM_TOKEN_STORE: 'file',
    XDG_CONFIG_HOME: folder,
  };
});
afterEach(() => rm(folder, { recursive: true }));

const tokenFile = (profile = 'default'): string => join(folder, 'tonearm', 'profiles', `${profile}.json`);

async function addressOf({ process }: Running): Promise<URL> {
  const [line] = await waitForLine(process.stdout, /http.*\n/);
  return new URL(line.trim());
}

/** What a person does on the page, without the page. */
async function decide(address: URL, decision: 'allow' | 'refuse', user = 'listener'): Promise<string> {
  const page = new URL(address);
  page.searchParams.set('decision', decision);
  page.searchParams.set('user', user);
  const answer = await fetch(page, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

test('signs in through the browser, past stray requests; then commands act for that person', async () => {
  const running = startTonearm(['login']);
  const missing = await running.finished;
  expect(missing).toMatchObject({ exitCode: 2, err: expect.stringContaining('developer.spotify.com/dashboard') });

  const login = startTonearm(['login'], { environment });
  const address = await addressOf(login);
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    client_id: 'tonearm-emulator',
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
  });
  const back = await decide(address, 'allow', 'neighbour');
  const wrong = new URL(back);
  wrong.searchParams.set('state', 'guessed');
  expect((await fetch(wrong)).status).toBe(400);
  expect((await fetch(new URL('/favicon.ico', back))).status).toBe(404);
  expect((await fetch(back)).status).toBe(200);

  expect(await login.finished).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Signed in as Noor Neighbour'),
  });
  expect((await stat(tokenFile())).mode & 0o777).toBe(0o600);
  const { out } = await tonearm(['api', 'me.profile'], { environment });
  expect(JSON.parse(out)).toMatchObject({ id: 'neighbour' });
});

test('asks for what the commands need, and for more when told', async () => {
  const login = startTonearm(['login', '--scope', 'user-top-read'], { environment });
  const scopes = (await addressOf(login)).searchParams.get('scope')?.split(' ');
  expect(scopes).toEqual(
    expect.arrayContaining(['user-modify-playback-state', 'user-library-modify', 'user-top-read']),
  );
  login.process.kill('SIGINT');
  expect((await login.finished).exitCode).toBe(130);

  const typo = await tonearm(['login', '--scope', 'user-top-raed'], { environment });
  expect(typo).toMatchObject({ exitCode: 2, err: expect.stringContaining('user-top-read') });
});

test('--no-browser reads the address from standard input, and keeps one sign-in a profile', async () => {
  const login = startTonearm(['login', '--no-browser', '--profile', 'kitchen', '--json'], { environment });
  const [line] = await waitForLine(login.process.stdout, /.*\n/);
  const back = await decide(new URL(JSON.parse(line).authorize_url), 'allow');
  login.process.stdin.end(`http://127.0.0.1/callback?code=stale&state=stale\n${back}\n`);
  const { exitCode } = await login.finished;
  expect(exitCode).toBe(0);
  expect(existsSync(tokenFile('kitchen'))).toBe(true);
  expect(existsSync(tokenFile())).toBe(false);
});

test('a refusal ends with 4, and leaves no tokens', async () => {
  const login = startTonearm(['login'], { environment });
  await fetch(await decide(await addressOf(login), 'refuse'));
  expect(await login.finished).toMatchObject({ exitCode: 4, err: expect.stringContaining('told no') });
  expect(existsSync(tokenFile())).toBe(false);
});

test('a code that is not good ends with 4, and shows nothing of it', async () => {
  const login = startTonearm(['login'], { environment });
  const back = new URL(await decide(await addressOf(login), 'allow'));
  back.searchParams.set('code', 'stolen-code');
  await fetch(back);
  const { exitCode, out, err } = await login.finished;
  expect(exitCode).toBe(4);
  expect(out + err).not.toContain('stolen-code');
});

test('a taken port and an address that is not this machine are said before anything is opened', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const taken = await tonearm(['login'], {
    environment: { ...environment, SPOTIFY_REDIRECT_URI: `http://127.0.0.1:${port}/callback` },
  });
  server.close();
  expect(taken).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining(`port ${port} is taken`) });
  const localhost = await tonearm(['login'], {
    environment: { ...environment, SPOTIFY_REDIRECT_URI: 'http://localhost/callback' },
  });
  expect(localhost).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('127.0.0.1') });
});

test('logout deletes the tokens of that profile; then a sign-in is needed again', async () => {
  const login = startTonearm(['login'], { environment });
  await fetch(await decide(await addressOf(login), 'allow'));
  await login.finished;
  const secret: string = JSON.parse(await readFile(tokenFile(), 'utf8')).accessToken;
  const out = await tonearm(['logout'], { environment });
  expect(out).toMatchObject({ exitCode: 0, out: 'Signed out (profile default).\n', err: '' });
  expect(out.out).not.toContain(secret);
  expect(existsSync(tokenFile())).toBe(false);
  expect(await tonearm(['now'], { environment })).toMatchObject({ exitCode: 4 });
  expect(await tonearm(['logout'], { environment })).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Nobody'),
  });
});
