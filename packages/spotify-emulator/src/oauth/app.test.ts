import { describe, expect, test } from 'vitest';
import { callerFor, createCaller } from '../../testing/caller.js';

describe('an app whose owner has no Premium', () => {
  test('is refused everything in text, until that changes', async () => {
    const { emulator, get } = createCaller({ app: { ownerHasPremium: false } });
    const { status, body, headers } = await get('/search?q=a&type=track');
    expect([status, headers.get('content-type')]).toEqual([403, 'text/plain; charset=utf-8']);
    expect(String(body)).toHaveLength(159);
    emulator.app.ownerHasPremium = true;
    expect((await get('/me')).status).toBe(200);
    emulator.reset();
    expect((await get('/me')).status).toBe(403);
  });

  test('is not refused in extended quota mode', async () => {
    expect((await createCaller({ profile: 'extended', app: { ownerHasPremium: false } }).get('/me')).status).toBe(200);
  });
});

test('who is not on the allow-list signs in and is refused afterwards', async () => {
  const { emulator, get } = createCaller({ app: { allowList: ['neighbour'] } });
  expect((await get('/me')).body).toBe(
    'Check settings on developer.spotify.com/dashboard, the user may not be registered.',
  );
  expect((await callerFor(emulator, { user: 'neighbour' }).get('/me')).status).toBe(200);
});

test.each([
  [undefined, 'No token provided', 'missing_token'],
  ['Bearer nonsense', 'Invalid access token', 'invalid_token'],
  ['Bearer', 'Invalid access token', 'invalid_token'],
])('the older messages of the 401 say what is wrong with %s', async (authorization, message, error) => {
  const ask = async (quirks = {}) => {
    const { emulator } = createCaller({ quirks });
    const answer = await emulator.fetch('/v1/me', { headers: authorization === undefined ? {} : { authorization } });
    const { error: body } = (await answer.json()) as { error: { message: string } };
    expect(answer.headers.get('www-authenticate')).toContain(`error="${error}"`);
    return body.message;
  };
  expect(await ask()).toBe('Missing/invalid/expired access token');
  expect(await ask({ oldUnauthorizedMessages: true })).toBe(message);
});
