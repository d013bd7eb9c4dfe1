import { afterEach, expect, test } from 'vitest';
import { type Loopback, listenForReply } from './loopback.js';

const open: Loopback[] = [];
afterEach(() => {
  for (const loopback of open.splice(0)) loopback.close();
});

async function listen(port = 0): Promise<Loopback> {
  const loopback = await listenForReply({ host: '127.0.0.1', port, path: '/callback' }, 'right');
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

test('a page never repeats what the address says', async () => {
  const { redirectUri } = await listen();
  const page = await fetch(`${redirectUri}?error=<script>alert(1)</script>&state=right`);
  expect(page.headers.get('content-type')).toContain('text/plain');
  expect(await page.text()).not.toContain('script');
});

test('a port that is taken is said, with the ways out', async () => {
  const { redirectUri } = await listen();
  const port = Number(new URL(redirectUri).port);
  await expect(listen(port)).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringContaining(String(port)),
    hint: expect.stringContaining('--no-browser'),
  });
});
