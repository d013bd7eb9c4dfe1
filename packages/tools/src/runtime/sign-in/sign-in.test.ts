import { Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { readSettings } from '../settings.js';
import { signInPerson } from './sign-in.js';

afterEach(() => vi.restoreAllMocks());

// What a machine says that has no such address, or forbids it, cannot be had from one that does not.
test.each([
  ['EADDRNOTAVAIL', 'usage', 'does not listen at [::1]', 'Unset SPOTIFY_REDIRECT_URI'],
  ['EACCES', 'port_taken', 'port 81 is not allowed', 'leave the port out of SPOTIFY_REDIRECT_URI'],
])(
  'a machine that says %s where it should wait for the browser is explained by what to set',
  async (code, ...expected) => {
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('no'), { code })));
      return this;
    });
    const environment = {
      TONEARM_BACKEND: 'spotify',
      SPOTIFY_CLIENT_ID: 'app',
      SPOTIFY_REDIRECT_URI: 'http://[::1]:81/callback',
    };
    const onUrl = vi.fn();
    const signal = new AbortController().signal;
    const signIn = signInPerson({
      settings: readSettings(environment),
      scopes: [],
      command: 'tonearm login',
      signal,
      timeoutMs: 1_000,
      onUrl,
    });
    const [wanted, said, hint] = expected;
    await expect(signIn).rejects.toMatchObject({
      code: wanted,
      message: expect.stringContaining(said),
      hint: expect.stringContaining(hint),
    });
    expect(onUrl).not.toHaveBeenCalled();
  },
);

test.each([
  [
    { code: 'good' },
    'Spotify has signed you in. You can close this page and go back to where you began.',
    { accessToken: 'access' },
  ],
  [
    { error: 'access_denied' },
    'Not signed in. Spotify was told no. Where you began says more.',
    { code: 'authentication', hint: 'Run tonearm login again, and agree.' },
  ],
])('the browser that comes back with %j hears what is true by then', async (answer, said, outcome) => {
  let page: Promise<string> | undefined;
  const signIn = signInPerson({
    settings: readSettings({ TONEARM_BACKEND: 'spotify', SPOTIFY_CLIENT_ID: 'app' }),
    scopes: [],
    command: 'tonearm login',
    signal: new AbortController().signal,
    timeoutMs: 60_000,
    fetch: async () => Response.json({ access_token: 'access', refresh_token: 'refresh', expires_in: 3600 }),
    onUrl: (url) => {
      const query = new URL(url).searchParams;
      const back = new URL(query.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ state: query.get('state') ?? '', ...answer }).toString();
      page = fetch(back).then((response) => response.text());
    },
  });
  expect(await signIn.catch((error: unknown) => error)).toMatchObject(outcome);
  expect(await page).toBe(`${said}\n`);
});
