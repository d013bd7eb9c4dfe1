import { describe, expect, test } from 'vitest';
import { callerFor, createCaller } from '../../testing/caller.js';
import type { Profile } from '../profile.js';
import { routes } from './index.js';

const id = '0000000000000000000000';
const fill = (path: string): string =>
  path
    .replace('{type}', 'artists')
    .replace('/me/top/{type}', '')
    .replaceAll(/\{\w+\}/g, id);

test('all operations are there, each once: 48 open, 40 removed in 2026, 8 closed in 2024', () => {
  const count = (access: string): number => routes.filter((route) => (route.access ?? 'everyone') === access).length;
  expect([count('everyone'), count('extended'), count('closed')]).toEqual([48, 40, 8]);
  expect(new Set(routes.map((route) => route.operation)).size).toBe(96);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(96);
});

describe('without a scope', () => {
  const scoped = routes.filter((route) => route.scopes !== undefined);

  test.each(scoped.map(({ method, path }) => [method, path]))('%s %s is refused', async (method, path) => {
    const { emulator } = createCaller({ profile: 'extended' });
    const { access_token } = emulator.grant({ scopes: [] });
    const answer = await emulator.fetch(`/v1${fill(path)}`, {
      method,
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { error: { status: 403, message: 'Insufficient client scope' } },
    ]);
  });
});

describe('closed operations', () => {
  const closed = routes.filter(({ access = 'everyone' }) => access !== 'everyone');

  test.each(closed.map(({ method, path }) => [method, path]))(
    '%s %s is forbidden in development',
    async (method, path) => {
      const { emulator } = createCaller();
      const { access_token } = emulator.grant();
      const answer = await emulator.fetch(`/v1${fill(path)}`, {
        method,
        headers: { authorization: `Bearer ${access_token}` },
      });
      expect([answer.status, await answer.json()]).toEqual([403, { error: { status: 403, message: 'Forbidden' } }]);
    },
  );

  test('those of 2026 still answer apps registered before, and those of 2024 only extended ones', async () => {
    const status = async (profile: Profile, path: string) => (await createCaller({ profile }).get(path)).status;
    const genres = '/recommendations/available-genre-seeds';
    expect([await status('development', '/markets'), await status('development', genres)]).toEqual([403, 403]);
    expect([await status('development-legacy', '/markets'), await status('development-legacy', genres)]).toEqual([
      200, 403,
    ]);
    expect([await status('extended', '/markets'), await status('extended', genres)]).toEqual([200, 200]);
  });
});

describe('paths that lead nowhere', () => {
  test.each([
    '/nothing',
    '/albums/',
    `/albums/${id}/tracks/`,
    `//albums/${id}`,
    '/albums/%E0%A4%A',
    '/me/%70layer%2Fqueue',
    '/__proto__',
    '/constructor',
  ])('%s', async (path) => {
    const { get } = createCaller({ profile: 'extended' });
    expect((await get(path)).status).toBe(404);
  });

  test('a method that the path does not have', async () => {
    expect((await createCaller().post('/search?q=x&type=track')).status).toBe(404);
  });

  test('climbing out of /v1 reaches nothing but what is there anyway', async () => {
    const { emulator } = createCaller();
    expect((await emulator.fetch('https://any.host/v1/../nothing')).status).toBe(404);
    expect((await emulator.fetch('/v1/albums/..%2f..%2f__emulator%2fstate')).status).toBe(401);
  });
});

test.each(['/v1/me', '/api/token'])('a preflight for %s needs no token', async (path) => {
  const { emulator } = createCaller();
  const answer = await emulator.fetch(path, { method: 'OPTIONS' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
});

test('a mistake inside a route is a 500 and stands in the journal', async () => {
  const { emulator, get } = createCaller();
  emulator.world.users.get('listener')?.playlists.push(null as never);
  expect((await get('/me/playlists')).body.error).toEqual({ status: 500, message: 'Server error.' });
  expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 500, error: expect.stringContaining('TypeError') });
  expect((await callerFor(emulator).get('/me')).status).toBe(200);
});
