import { once } from 'node:events';
import { request } from 'node:http';
import { connect, Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type Loopback, listenForRedirect } from './loopback.js';

const open: Loopback[] = [];
afterEach(() => {
  for (const loopback of open.splice(0)) loopback.close();
});

async function listen(redirectUri = 'http://127.0.0.1/callback'): Promise<Loopback> {
  const loopback = await listenForRedirect({ redirectUri, state: 'right' });
  open.push(loopback);
  return loopback;
}

test('stray requests are answered and ignored until the right state arrives', async () => {
  const { redirectUri, reply } = await listen();
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

  const page = await fetch(`${redirectUri}?code=good&state=right`);
  expect(page.status).toBe(200);
  expect((await reply).get('code')).toBe('good');
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
  close();
  await ended;
});

test('the answer gets there also when it closes at once', async () => {
  const { redirectUri, reply, close } = await listen();
  const page = fetch(`${redirectUri}?code=good&state=right`);
  await reply;
  close();
  expect(await (await page).text()).toContain('Signed in');
});

test('a page never repeats what the address says', async () => {
  const { redirectUri } = await listen();
  const page = await fetch(`${redirectUri}?error=<script>alert(1)</script>&state=right`);
  expect(page.headers.get('content-type')).toContain('text/plain');
  expect(await page.text()).not.toContain('script');
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

test('the page says whether the person agreed, and is kept nowhere, since its address holds the code', async () => {
  const { redirectUri } = await listen();
  const agreed = await fetch(`${redirectUri}?code=good&state=right`);
  expect(await agreed.text()).toContain('Signed in');
  expect(agreed.headers.get('cache-control')).toBe('no-store');
  const refused = await fetch(`${redirectUri}?error=access_denied&state=right`);
  expect(await refused.text()).toContain('told no');
});

test('gives the address back as it was written, but for the port: Spotify compares it letter by letter', async () => {
  for (const written of [
    'http://127.0.0.1',
    'http://127.0.0.1/',
    'http://127.0.0.1/Back/?app=1',
    'http://127.0.0.1:0/x',
  ]) {
    const { redirectUri, reply } = await listen(written);
    expect(redirectUri.replace(/:\d+(?=[/?]|$)/, '')).toBe(written.replace(':0', ''));
    await fetch(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}code=good&state=right`);
    expect((await reply).get('code')).toBe('good');
  }
  const { port } = new URL((await listen()).redirectUri);
  open.pop()?.close();
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
  const { redirectUri, reply } = await listen('http://[::1]/back');
  expect(redirectUri).toMatch(/^http:\/\/\[::1\]:\d+\/back$/);
  await fetch(`${redirectUri}?code=c&state=right`);
  expect((await reply).get('code')).toBe('c');
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
