import { describe, expect, test } from 'vitest';
import { basic, code, pkce, redirectUri, setUp, token } from '../../testing/accounts.js';

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

test('an app gets a token of its own for its secret, and without it none', async () => {
  const emulator = setUp();
  const form = { grant_type: 'client_credentials', client_id: 'tonearm-emulator' };
  expect((await token(emulator, form)).body.error_description).toBe('Invalid client secret');
  expect((await token(emulator, { ...form, client_secret: 'tonearm-secret' })).body.refresh_token).toBeUndefined();
});
