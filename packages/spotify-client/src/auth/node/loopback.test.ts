import { once } from 'node:events';
import { request } from 'node:http';
import { connect, Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type Loopback, listenForRedirect } from './loopback.js';

const open: Loopback[] = [];
afterEach(async () => {
  for (const loopback of open.splice(0)) await loopback.close();
});

async function listen(redirectUri = 'http://127.0.0.1/callback'): Promise<Loopback> {
  const loopback = await listenForRedirect({ redirectUri, state: 'right' });
  open.push(loopback);
  return loopback;
}

test('stray requests are answered and ignored until the right state arrives', async () => {
  const { redirectUri, reply, close } = await listen();
  const statuses = [];
  for (const address of [
    `${redirectUri}?code=x&state=wrong`,
    `${redirectUri}?error=access_denied`,
    new URL('/favicon.ico', redirectUri),
  ]) {
    statuses.push((await fetch(address)).status);
  }
  statuses.push((await fetch(`${redirectUri}?code=y&state=right`, { method: 'POST' })).status);
  expect(statuses).toEqual([400, 400, 404, 404]);

  const page = fetch(`${redirectUri}?code=good&state=right`);
  expect((await reply).get('code')).toBe('good');
  await close('Good.');
  expect((await page).status).toBe(200);
});

test('a target that is no path does not bring it down', async () => {
  const { redirectUri } = await listen();
  const { port } = new URL(redirectUri);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: 'http://[bad' }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
});

test('closing lets go of connections over which nothing was asked, as browsers open them ahead', async () => {
  const { redirectUri, close } = await listen();
  const { port } = new URL(redirectUri);
  const ahead = connect({ port: Number(port), host: '127.0.0.1' });
  await once(ahead, 'connect');
  const ended = once(ahead, 'close');
  ahead.resume();
  await close();
  await ended;
});

test('the browser waits for the text that the reply turns out to be worth, also where it asks twice', async () => {
  const { redirectUri, reply, close } = await listen();
  const shown: string[] = [];
  const load = async (): Promise<void> => {
    const page = await fetch(`${redirectUri}?code=good&state=right`);
    shown.push(`${page.status} ${await page.text()}`);
  };
  const loads = [load(), load()];
  await reply;
  // A stray request comes and goes meanwhile.
  expect((await fetch(`${redirectUri}?state=wrong`)).status).toBe(400);
  expect(shown).toEqual([]);
  await close('It was worth something.');
  await Promise.all(loads);
  expect(shown).toEqual(['200 It was worth something.\n', '200 It was worth something.\n']);
});

test('whoever stops without a word leaves no browser without one', async () => {
  const { redirectUri, reply, close } = await listen();
  const page = fetch(`${redirectUri}?code=good&state=right`);
  await reply;
  await close();
  expect(await (await page).text()).toBe('This sign-in is over. Where you began says how it ended.\n');
});

test('a browser that went away holds up nothing', async () => {
  const { redirectUri, reply, close } = await listen();
  const leaving = new AbortController();
  const page = fetch(`${redirectUri}?code=good&state=right`, { signal: leaving.signal });
  await reply;
  leaving.abort();
  await expect(page).rejects.toThrow();
  // Who is asked after that knows that it went.
  for (let turn = 0; turn < 2; turn += 1) expect((await fetch(new URL('/', redirectUri))).status).toBe(404);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await close('For nobody.');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a browser that does not read is left after a second', async () => {
  const { redirectUri, reply, close } = await listen();
  const { port, pathname } = new URL(redirectUri);
  const deaf = connect({ port: Number(port), host: '127.0.0.1' }).on('error', () => undefined);
  deaf.pause();
  deaf.write(`GET ${pathname}?code=good&state=right HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  await reply;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const closed = vi.fn();
    // More than the machine keeps for somebody who does not read.
    const closing = close('much '.repeat(10_000_000)).then(closed);
    await vi.advanceTimersByTimeAsync(999);
    await new Promise(setImmediate);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await closing;
  } finally {
    vi.useRealTimers();
    deaf.destroy();
  }
  await expect(fetch(redirectUri)).rejects.toThrow();
});

test('a page is a text that runs nothing, and is kept nowhere, since its address holds the code', async () => {
  const { redirectUri, reply, close } = await listen();
  const loading = fetch(`${redirectUri}?code=good&state=right`);
  await reply;
  await close('<script>alert(1)</script>');
  const { headers } = await loading;
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a port that is taken is said, with a way out', async () => {
  const { redirectUri } = await listen();
  await expect(listen(redirectUri)).rejects.toMatchObject({
    name: 'SignInError',
    reason: 'port_taken',
    message: expect.stringContaining(new URL(redirectUri).port),
    hint: expect.stringContaining('leave the port out'),
  });
});

test.each([
  ['EACCES', 'port_taken', 'port 81 is not allowed', 'leave the port out'],
  ['EADDRNOTAVAIL', 'no_address', 'does not listen at 127.0.0.1', 'http://127.0.0.1/callback'],
])('a machine that says %s where it should listen is explained, with a way out', async (code, reason, said, hint) => {
  const listening = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    const error = Object.assign(new Error('no'), { code });
    process.nextTick(() => this.emit('error', error));
    return this;
  });
  try {
    await expect(listen('http://127.0.0.1:81/callback')).rejects.toMatchObject({
      ...{ code: 'sign_in', reason, message: expect.stringContaining(said), hint: expect.stringContaining(hint) },
      cause: { code },
    });
  } finally {
    listening.mockRestore();
  }
});

test.each([
  ['http://127.0.0.1/callback', '::1'],
  ['http://[::1]/callback', '127.0.0.1'],
])('at %s, nobody gets in by another address, least of all from another machine', async (redirectUri, other) => {
  const { port } = new URL((await listen(redirectUri)).redirectUri);
  const socket = connect({ port: Number(port), host: other });
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => 'connected'),
    once(socket, 'error').then(() => 'refused'),
  ]).catch(() => 'refused');
  socket.destroy();
  expect(outcome).toBe('refused');
});

test('gives the address back as it was written, but for the port: Spotify compares it letter by letter', async () => {
  for (const written of [
    'http://127.0.0.1',
    'http://127.0.0.1/',
    'http://127.0.0.1/Back/?app=1',
    'http://127.0.0.1:0/x',
  ]) {
    const { redirectUri, reply, close } = await listen(written);
    expect(redirectUri.replace(/:\d+(?=[/?]|$)/, '')).toBe(written.replace(':0', ''));
    const page = fetch(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}code=good&state=right`);
    expect((await reply).get('code')).toBe('good');
    await close();
    await page;
  }
  const { port } = new URL((await listen()).redirectUri);
  await open.pop()?.close();
  expect((await listen(`http://127.0.0.1:${port}`)).redirectUri).toBe(`http://127.0.0.1:${port}`);
});

test('port 80 is a port like any other, and not the same as none', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    process.nextTick(() => this.emit('error', Object.assign(new Error('no'), { code: 'EACCES' })));
    return this;
  });
  try {
    await expect(listen('http://127.0.0.1:80/callback')).rejects.toMatchObject({
      reason: 'port_taken',
      message: expect.stringContaining('port 80'),
    });
    expect(listening.mock.calls[0]?.[0]).toMatchObject({ port: 80, host: '127.0.0.1' });
  } finally {
    listening.mockRestore();
  }
});

test('listens at the IPv6 loopback too', async () => {
  const { redirectUri, reply, close } = await listen('http://[::1]/back');
  expect(redirectUri).toMatch(/^http:\/\/\[::1\]:\d+\/back$/);
  const page = fetch(`${redirectUri}?code=c&state=right`);
  expect((await reply).get('code')).toBe('c');
  await close();
  await page;
});

test.each([
  ...['http://localhost:8888/callback', 'https://example.com/callback', 'http://10.0.0.1/callback', 'nonsense'],
  ...['http://127.0.0.1.example.com/callback', 'http://me@127.0.0.1/callback', 'http://127.0.0.1:99999/callback'],
])('refuses to wait at %s, and says where it can', async (redirectUri) => {
  await expect(listen(redirectUri)).rejects.toMatchObject({
    code: 'invalid_parameter',
    parameter: 'redirectUri',
    hint: expect.stringContaining('127.0.0.1'),
  });
});
