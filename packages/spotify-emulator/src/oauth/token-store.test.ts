import { describe, expect, test } from 'vitest';
import { setUp, token } from '../../testing/accounts.js';
import type { SpotifyEmulator } from '../index.js';

const hour = 3_600_000;

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

  test.each([false, true])(
    'die six months after the consent, however much they are used; rotating: %s',
    async (rotate) => {
      const emulator = setUp({ quirks: { rotateRefreshTokens: rotate } });
      const { refresh_token } = emulator.grant();
      emulator.clock.set(Date.UTC(2026, 9, 31));
      const { status, body } = await token(emulator, refresh(refresh_token));
      expect(status).toBe(200);
      emulator.clock.set(Date.UTC(2026, 10, 2));
      expect((await token(emulator, refresh(body.refresh_token ?? refresh_token))).body).toEqual({
        error: 'invalid_grant',
        error_description: 'Refresh token expired',
      });
    },
  );

  test('of a consent on a day that its sixth month does not have, on the last that it has', async () => {
    const emulator = setUp();
    emulator.clock.set(Date.UTC(2026, 7, 31, 12));
    const { refresh_token } = emulator.grant();
    emulator.clock.set(Date.UTC(2027, 1, 28, 12) - 1);
    expect((await token(emulator, refresh(refresh_token))).status).toBe(200);
    emulator.clock.advance(1);
    expect((await token(emulator, refresh(refresh_token))).body.error_description).toBe('Refresh token expired');
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
