import { createHash } from 'node:crypto';
import { createSpotifyEmulator, type EmulatorOptions } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';
import type { Proofs } from './requirements.ts';
import { appToken, as, stage, start } from './stage.ts';

const verifier = 'v'.repeat(64);
const hour = 3_600_000;
const registered = 'http://127.0.0.1:5173/callback';

/** An accounts service that gives consent at once. */
function accounts(options: EmulatorOptions = {}) {
  const emulator = createSpotifyEmulator({ now: () => start, autoApprove: true, ...options });
  const authorize = (redirect_uri: string) => {
    const query = new URLSearchParams({
      ...{ client_id: 'tonearm-emulator', response_type: 'code', redirect_uri, scope: 'user-top-read' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return emulator.fetch(`/authorize?${query}`, { redirect: 'manual' });
  };
  const token = async (form: Record<string, string>): Promise<Record<string, unknown>> => {
    const answer = await emulator.fetch('/api/token', { method: 'POST', body: new URLSearchParams(form) });
    const body = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, ...body };
  };
  const code = async () =>
    new URL((await authorize(registered)).headers.get('location') ?? '').searchParams.get('code') ?? '';
  const redeem = (value: string, changes = {}) =>
    token({
      ...{ grant_type: 'authorization_code', client_id: 'tonearm-emulator', redirect_uri: registered },
      ...{ code: value, code_verifier: verifier },
      ...changes,
    });
  const refresh = (refresh_token: string) =>
    token({ grant_type: 'refresh_token', client_id: 'tonearm-emulator', refresh_token });
  return { emulator, authorize, token, code, redeem, refresh };
}

const refused = (error_description: string) => ({ status: 400, error: 'invalid_grant', error_description });

export const accountsProofs: Proofs<'accounts'> = {
  'a redirect URI has to be the registered one, letter for letter, but for the port of the loopback address':
    async () => {
      const { authorize } = accounts();
      for (const good of ['http://127.0.0.1/callback', 'http://127.0.0.1:1/callback', registered]) {
        expect((await authorize(good)).status, good).toBe(302);
      }
      for (const bad of ['http://127.0.0.1/callback/', 'http://127.0.0.1/Callback', 'https://127.0.0.1/callback', '']) {
        const answer = await authorize(bad);
        expect([answer.status, await answer.text()], bad).toEqual([400, 'INVALID_CLIENT: Invalid redirect URI']);
      }
    },
  'a redirect to localhost is refused on a page, not by a redirect': async () => {
    const answer = await accounts().authorize('http://localhost:5173/callback');
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toBe('INVALID_CLIENT: Insecure redirect URI');
  },
  'a PKCE verifier has to fit its challenge': async () => {
    const { code, redeem } = accounts();
    const wrong = { code_verifier: 'w'.repeat(64) };
    expect(await redeem(await code(), wrong)).toEqual(refused('code_verifier was incorrect'));
    expect(await redeem(await code())).toMatchObject({ status: 200 });
  },
  'a code is good once and for ten minutes': async () => {
    const { emulator, code, redeem } = accounts();
    const used = await code();
    await redeem(used);
    expect(await redeem(used)).toEqual(refused('Invalid authorization code'));
    const old = await code();
    emulator.clock.advance(600_000);
    expect(await redeem(old)).toEqual(refused('Authorization code expired'));
  },
  'an access token lives for 3600 seconds and says its scopes': async () => {
    const { emulator, code, redeem } = accounts();
    const reply = await redeem(await code());
    expect(reply).toMatchObject({ expires_in: 3600, token_type: 'Bearer', scope: 'user-top-read' });
    const me = () => emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${reply.access_token}` } });
    emulator.clock.advance(hour - 1);
    expect((await me()).status).toBe(200);
    emulator.clock.advance(1);
    expect((await me()).status).toBe(401);
  },
  'a refresh may come without a new refresh token': async () => {
    const { emulator, refresh } = accounts();
    const reply = await refresh(emulator.grant().refresh_token);
    expect([reply.status, Object.hasOwn(reply, 'refresh_token')]).toEqual([200, false]);
  },
  'a consent ends after six months, and refreshing does not prolong it': async () => {
    const { emulator, refresh } = accounts();
    const { refresh_token } = emulator.grant();
    emulator.clock.set(Date.UTC(2026, 10, 1, 12) - 1);
    expect(await refresh(refresh_token)).toMatchObject({ status: 200 });
    emulator.clock.advance(1);
    expect(await refresh(refresh_token)).toEqual(refused('Refresh token expired'));
  },
  'with rotation, a used refresh token is revoked': async () => {
    const { emulator, refresh } = accounts({ quirks: { rotateRefreshTokens: true } });
    const { refresh_token } = emulator.grant();
    const { refresh_token: next } = await refresh(refresh_token);
    expect(await refresh(refresh_token)).toEqual(refused('Refresh token revoked'));
    expect(await refresh(String(next))).toMatchObject({ status: 200 });
  },
  'a revocation ends access and refresh': async () => {
    const { emulator, refresh } = accounts();
    const { access_token, refresh_token } = emulator.grant();
    emulator.revoke();
    expect(await refresh(refresh_token)).toEqual(refused('Refresh token revoked'));
    const me = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${access_token}` } });
    expect(me.status).toBe(401);
  },
  'the token endpoint says each of its errors in its own words': async () => {
    const { token, refresh } = accounts();
    const form = { grant_type: 'client_credentials' };
    const invalid = { status: 400, error: 'invalid_client' };
    expect(await token(form)).toEqual(invalid);
    expect(await token({ ...form, client_id: 'nobody', client_secret: 'x' })).toEqual({
      ...invalid,
      error_description: 'Invalid client',
    });
    expect(await token({ ...form, client_id: 'tonearm-emulator', client_secret: 'x' })).toEqual({
      ...invalid,
      error_description: 'Invalid client secret',
    });
    expect(await refresh('garbage')).toEqual(refused('Invalid refresh token'));
    const app = { client_id: 'tonearm-emulator' };
    expect(await token(app)).toMatchObject({ status: 400, error: 'invalid_request' });
    expect(await token({ ...app, grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' });
  },
  'the owner of an app in Development Mode needs Premium': async () => {
    const { emulator, ask } = stage({ app: { ownerHasPremium: false } });
    const sentence =
      'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.';
    const alone = as(emulator, await appToken(emulator));
    for (const answer of [await ask('GET', '/me'), await alone('GET', '/search?q=a&type=track')]) {
      expect([answer.status, answer.text]).toEqual([403, sentence]);
      expect(answer.headers.get('content-type')).toContain('text/plain');
    }
    expect(Buffer.byteLength(sentence)).toBe(159);
  },
  'who is not on the allow-list signs in and is refused afterwards': async () => {
    const { code, redeem, emulator } = accounts({ app: { allowList: ['neighbour'] } });
    const { access_token } = await redeem(await code());
    const me = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${access_token}` } });
    expect([me.status, await me.text()]).toEqual([
      403,
      'Check settings on developer.spotify.com/dashboard, the user may not be registered.',
    ]);
  },
};
