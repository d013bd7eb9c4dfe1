import { describe, expect, test } from 'vitest';
import { createSpotifyEmulator, type SpotifyEmulator } from '../index.js';

async function control(emulator: SpotifyEmulator, method: string, path: string, body?: unknown, headers = {}) {
  const answer = await emulator.fetch(`/__emulator/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('tokens are given to whoever asks, for a user and scopes', async () => {
  const emulator = createSpotifyEmulator();
  const { body } = await control(emulator, 'POST', 'tokens', { user: 'neighbour', scopes: ['user-top-read'] });
  expect(body).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'user-top-read',
    refresh_token: expect.any(String),
  });
  const me = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${body.access_token}` } });
  expect(await me.json()).toMatchObject({ id: 'neighbour' });
  expect((await control(emulator, 'POST', 'tokens')).body.scope.split(' ')).toHaveLength(19);
});

test('the state shows users with their playlists, library and player', async () => {
  const { body } = await control(createSpotifyEmulator(), 'GET', 'state');
  expect(body.users.map(({ id }: { id: string }) => id)).toEqual(['listener', 'neighbour', 'guest']);
  expect(body.users[0]).toMatchObject({
    product: 'premium',
    player: { device: 'Desk', is_playing: false, position_ms: 42_000, queue: [] },
  });
  expect(body.users[0].playlists[0]).toMatchObject({ name: 'Rainy Kitchen', items: expect.any(Array) });
});

test('faults are added, listed and cleared', async () => {
  const emulator = createSpotifyEmulator();
  expect((await control(emulator, 'POST', 'faults', { operation: 'get-track', status: 500, times: 1 })).status).toBe(
    201,
  );
  expect((await control(emulator, 'GET', 'faults')).body).toEqual({
    faults: [{ operation: 'get-track', status: 500, times: 1 }],
  });
  expect((await control(emulator, 'DELETE', 'faults')).status).toBe(204);
  expect(emulator.faults.list()).toEqual([]);
});

test('a reset puts back everything but tokens', async () => {
  const emulator = createSpotifyEmulator();
  const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
  await emulator.fetch('/v1/me/playlists', { method: 'POST', headers, body: JSON.stringify({ name: 'Gone soon' }) });
  emulator.faults.add({ status: 500 });
  expect((await control(emulator, 'POST', 'reset')).status).toBe(204);
  expect(emulator.world.user('listener').playlists[0]?.name).toBe('Rainy Kitchen');
  expect([emulator.faults.list(), emulator.journal.entries()]).toEqual([[], []]);
  expect((await emulator.fetch('/v1/me', { headers })).status).toBe(200);
});

test('the clock can be moved forward', async () => {
  const emulator = createSpotifyEmulator({ now: () => 0 });
  expect((await control(emulator, 'POST', 'clock', { advance_ms: 500 })).body).toEqual({
    now: 500,
    isFrozen: false,
    rate: 1,
  });
  expect((await control(emulator, 'POST', 'clock', { advance_ms: -1 })).status).toBe(400);
});

test('the journal can be read and does not tell of the controls', async () => {
  const emulator = createSpotifyEmulator();
  await emulator.fetch('/v1/me');
  expect((await control(emulator, 'GET', 'journal')).body.entries).toMatchObject([{ path: '/v1/me', status: 401 }]);
});

describe('refuses', () => {
  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])('the pages of %s', async (origin) => {
    const { status } = await control(
      createSpotifyEmulator({ origin: 'http://127.0.0.1:4000' }),
      'POST',
      'reset',
      undefined,
      { origin },
    );
    expect(status).toBe(403);
  });

  test('names that were pointed at the loopback address', async () => {
    const emulator = createSpotifyEmulator({ origin: 'http://127.0.0.1:4000' });
    expect((await control(emulator, 'GET', 'state', undefined, { host: 'evil.example:4000' })).status).toBe(403);
    expect(
      (await control(emulator, 'GET', 'state', undefined, { host: 'localhost:4000', origin: 'http://localhost:4000' }))
        .status,
    ).toBe(200);
  });

  test.each([
    ['tokens', { user: 'nobody' }, 'user must be one of: listener, neighbour, guest'],
    ['tokens', { scopes: 'all' }, '\'scopes\' of the body has to be a list, not "all"'],
    ['tokens', '{', 'Malformed json'],
    ['faults', { stauts: 500 }, "The body has no 'stauts'. It has: operation"],
    ['faults', { status: '500' }, "'status' of the body has to be a whole number from 200 to 599"],
    ['faults', { status: 99 }, 'from 200 to 599'],
    ['faults', { body: 'wrong' }, "'body' of the body has to be one of"],
    ['faults', { operation: 'albums.get' }, "There is no operation 'albums.get'"],
  ])('POST %s %o', async (path, sent, message) => {
    const { status, body } = await control(createSpotifyEmulator(), 'POST', path, sent);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  test('controls that do not exist, and names those that do', async () => {
    const { status, body } = await control(createSpotifyEmulator(), 'GET', 'nothing');
    expect(status).toBe(404);
    expect(body.error.message).toContain('POST /__emulator/reset');
  });
});
