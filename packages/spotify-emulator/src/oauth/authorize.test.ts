import { describe, expect, test } from 'vitest';
import { authorize, pkce, redirectUri, setUp, token } from '../../testing/accounts.js';

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
