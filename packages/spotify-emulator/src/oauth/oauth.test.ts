import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { start } from '../../testing/caller.js';
import { createSpotifyEmulator, type EmulatorOptions, type SpotifyEmulator } from '../index.js';

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://127.0.0.1:5173/callback';
const basic = `Basic ${btoa('tonearm-emulator:tonearm-secret')}`;
const hour = 3_600_000;

interface TokenBody {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly error?: string;
  readonly error_description?: string;
}

function setUp(options: EmulatorOptions = {}) {
  return createSpotifyEmulator({ now: () => start, autoApprove: true, ...options });
}

async function authorize(
  emulator: SpotifyEmulator,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const query = new URLSearchParams({
    client_id: 'tonearm-emulator',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'user-read-private user-library-read',
    state: 'a state & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...parameters,
  });
  return emulator.fetch(`/authorize?${query}`, { redirect: 'manual' });
}

async function code(emulator: SpotifyEmulator, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const location = (await authorize(emulator, parameters)).headers.get('location') ?? '';
  return new URL(location).searchParams.get('code') ?? '';
}

async function token(
  emulator: SpotifyEmulator,
  form: Readonly<Record<string, string>>,
  headers = {},
): Promise<{ status: number; body: TokenBody }> {
  const answer = await emulator.fetch('/api/token', { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as TokenBody };
}

const pkce = (value: string) => ({
  grant_type: 'authorization_code',
  client_id: 'tonearm-emulator',
  redirect_uri: redirectUri,
  code: value,
  code_verifier: verifier,
});

describe('consent', () => {
  test('sends the browser back with a code and the state', async () => {
    const answer = await authorize(setUp());
    const url = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, url.origin + url.pathname, url.searchParams.get('state')]).toEqual([
      302,
      redirectUri,
      'a state & more',
    ]);
    expect(url.searchParams.get('code')).toMatch(/^AQ/);
  });

  test('shows a page to click, where Allow gives a code and Refuse an error', async () => {
    const emulator = setUp({ autoApprove: false });
    const page = await (await authorize(emulator, { state: '"><script>' })).text();
    expect(page).not.toContain('"><script>');
    const follow = async (id: string): Promise<URL> => {
      const href = new RegExp(`id="${id}" href="([^"]+)"`)
        .exec(page)?.[1]
        ?.replaceAll(/&#(\d+);/g, (_, digits) => String.fromCharCode(digits));
      const answer = await emulator.fetch(href ?? '', { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '');
    };
    expect((await follow('allow')).searchParams.get('code')).toMatch(/^AQ/);
    expect((await follow('refuse')).search).toBe(
      `?${new URLSearchParams({ error: 'access_denied', state: '"><script>' })}`,
    );
    const asNeighbour = (await follow('allow-neighbour')).searchParams.get('code') ?? '';
    const { body } = await token(emulator, pkce(asNeighbour));
    const me = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${body.access_token}` } });
    expect(await me.json()).toMatchObject({ id: 'neighbour' });
  });

  test.each([
    [{ client_id: 'other' }, 'INVALID_CLIENT: Invalid client'],
    [{ redirect_uri: 'http://localhost:5173/callback' }, 'INVALID_CLIENT: Insecure redirect URI'],
    [{ redirect_uri: 'http://127.0.0.1:5173/callback/' }, 'INVALID_CLIENT: Invalid redirect URI'],
    [{ redirect_uri: 'http://127.0.0.1:5173/Callback' }, 'INVALID_CLIENT: Invalid redirect URI'],
    [{ redirect_uri: 'http://127.0.0.1:5173@evil.example/callback' }, 'INVALID_CLIENT: Invalid redirect URI'],
    [{ redirect_uri: 'https://evil.example/callback' }, 'INVALID_CLIENT: Invalid redirect URI'],
    [{ redirect_uri: 'nonsense' }, 'INVALID_CLIENT: Invalid redirect URI'],
  ])('does not redirect for %o', async (parameters, message) => {
    const answer = await authorize(setUp(), parameters);
    expect([answer.status, await answer.text(), answer.headers.get('location')]).toEqual([400, message, null]);
  });

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'user-read-everything' }, 'invalid_scope'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
  ])('redirects with an error for %o', async (parameters, error) => {
    const answer = await authorize(setUp(), parameters);
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });
});

describe('codes', () => {
  test('are exchanged for the scopes of the consent', async () => {
    const emulator = setUp();
    const { status, body } = await token(emulator, pkce(await code(emulator)));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: 'user-read-private user-library-read',
      expires_in: 3600,
      token_type: 'Bearer',
    });
    expect(body.refresh_token).toBeDefined();
  });

  test('are good once', async () => {
    const emulator = setUp();
    const value = await code(emulator);
    await token(emulator, pkce(value));
    expect(await token(emulator, pkce(value))).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid authorization code' },
    });
  });

  test('are refused with a wrong verifier, and used up by it', async () => {
    const emulator = setUp();
    const value = await code(emulator);
    const wrong = await token(emulator, { ...pkce(value), code_verifier: 'w'.repeat(43) });
    expect(wrong).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'code_verifier was incorrect' },
    });
    expect((await token(emulator, pkce(value))).body.error_description).toBe('Invalid authorization code');
  });

  test('are refused without a verifier, with another redirect URI, and after ten minutes', async () => {
    const emulator = setUp();
    const { code_verifier, ...without } = pkce(await code(emulator));
    expect((await token(emulator, without)).body.error).toBe('invalid_request');
    const other = { ...pkce(await code(emulator)), redirect_uri: 'http://127.0.0.1:1/callback', code_verifier };
    expect((await token(emulator, other)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Invalid redirect URI',
    });
    const late = pkce(await code(emulator));
    emulator.clock.advance(10 * 60_000);
    expect((await token(emulator, late)).body.error_description).toBe('Authorization code expired');
  });

  test('without PKCE need the secret', async () => {
    const emulator = setUp();
    const ask = async () => {
      const query = new URLSearchParams({
        client_id: 'tonearm-emulator',
        response_type: 'code',
        redirect_uri: redirectUri,
      });
      const answer = await emulator.fetch(`/authorize?${query}`, { redirect: 'manual' });
      const value = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
      return { grant_type: 'authorization_code', redirect_uri: redirectUri, code: value };
    };
    expect((await token(emulator, { ...(await ask()), client_id: 'tonearm-emulator' })).status).toBe(400);
    expect((await token(emulator, await ask(), { authorization: basic })).status).toBe(200);
  });
});

describe('access tokens', () => {
  const me = (emulator: SpotifyEmulator, authorization?: string): Promise<Response> =>
    emulator.fetch('/v1/me', authorization === undefined ? {} : { headers: { authorization } });

  test('live for an hour of the clock', async () => {
    const emulator = setUp();
    const { access_token } = emulator.grant();
    emulator.clock.advance(hour - 1);
    expect((await me(emulator, `Bearer ${access_token}`)).status).toBe(200);
    emulator.clock.advance(1);
    const answer = await me(emulator, `Bearer ${access_token}`);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: { status: 401, message: 'Missing/invalid/expired access token' } },
    ]);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="spotify", error="invalid_token", error_description="The access token expired"',
    );
  });

  test.each([
    [undefined, 401, 'error="missing_token", error_description="No token provided"'],
    ['Bearer nonsense', 401, 'error="invalid_token", error_description="Invalid access token"'],
    ['Bearer', 401, 'error="invalid_token"'],
    ['Basic abc', 400, ''],
  ])('authorization %s is answered %i', async (authorization, status, header) => {
    const answer = await me(setUp(), authorization);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('www-authenticate') ?? '').toContain(header);
  });
});

describe('refresh tokens', () => {
  const refresh = (value: string) => ({
    grant_type: 'refresh_token',
    client_id: 'tonearm-emulator',
    refresh_token: value,
  });

  test('stay good, and the answer does not repeat them', async () => {
    const emulator = setUp();
    const { refresh_token } = emulator.grant({ scopes: ['user-top-read'] });
    for (const _ of [1, 2]) {
      const { status, body } = await token(emulator, refresh(refresh_token));
      expect([status, body.scope]).toEqual([200, 'user-top-read']);
      expect(body).not.toHaveProperty('refresh_token');
    }
  });

  test('rotate when asked to, and the old one is revoked', async () => {
    const emulator = setUp({ quirks: { rotateRefreshTokens: true } });
    const { refresh_token } = emulator.grant();
    const { body } = await token(emulator, refresh(refresh_token));
    expect(body.refresh_token).not.toBe(refresh_token);
    expect((await token(emulator, refresh(refresh_token))).body.error_description).toBe('Refresh token revoked');
    expect((await token(emulator, refresh(body.refresh_token ?? ''))).status).toBe(200);
  });

  test('die six months after the consent, however much they are used', async () => {
    const emulator = setUp();
    const { refresh_token } = emulator.grant();
    emulator.clock.set(Date.UTC(2026, 9, 31));
    expect((await token(emulator, refresh(refresh_token))).status).toBe(200);
    emulator.clock.set(Date.UTC(2026, 10, 2));
    expect((await token(emulator, refresh(refresh_token))).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Refresh token expired',
    });
  });

  test('die when the user takes the consent back, and access with them', async () => {
    const emulator = setUp();
    const { refresh_token, access_token } = emulator.grant();
    emulator.revoke();
    expect((await token(emulator, refresh(refresh_token))).body.error_description).toBe('Refresh token revoked');
    const answer = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${access_token}` } });
    expect(answer.status).toBe(401);
  });
});

describe('the token endpoint refuses', () => {
  const client = { client_id: 'tonearm-emulator' };

  test.each([
    [{ grant_type: 'client_credentials' }, { error: 'invalid_client' }],
    [
      { grant_type: 'client_credentials', client_id: 'other' },
      { error: 'invalid_client', error_description: 'Invalid client' },
    ],
    [
      { grant_type: 'client_credentials', ...client, client_secret: 'wrong' },
      { error: 'invalid_client', error_description: 'Invalid client secret' },
    ],
    [
      { grant_type: 'refresh_token', ...client, refresh_token: 'x' },
      { error: 'invalid_grant', error_description: 'Invalid refresh token' },
    ],
    [{ grant_type: 'password', ...client }, { error: 'unsupported_grant_type' }],
    [{ ...client }, { error: 'invalid_request' }],
    [{ grant_type: 'authorization_code', ...client }, { error: 'invalid_request' }],
  ])('%o', async (form, body) => {
    const answer = await token(setUp(), form);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(body);
  });
});
