import { describe, expect, test } from 'vitest';
import { callerFor, createCaller, first } from '../../testing/caller.js';

test.each([
  [{ operation: 'get-current-users-profile' }, 2],
  [{ path: '/me*' }, 3],
  [{ path: '/v1/me' }, 2],
  [{ method: 'put' }, 1],
  [{ user: 'guest' }, 1],
  [{ status: 404 }, 1],
  [{ status: '4xx' }, 2],
  [{ unmatched: true }, 1],
  [{ since: Date.UTC(2026, 4, 1, 12, 0, 1) }, 1],
  [{ operation: 'get-current-users-profile', user: 'guest' }, 1],
])('%o means %i of five requests', async (filter, count) => {
  const { emulator, get, put } = createCaller();
  await get('/me');
  await callerFor(emulator, { user: 'guest' }).get('/me');
  await get('/nothing');
  await put('/me/player/volume');
  emulator.clock.advance(1_000);
  await get('/tracks/0000000000000000000000', { 'x-emulator-fault': '{"status":200}' });
  expect(emulator.journal.entries(filter)).toHaveLength(count);
});

describe('wait', () => {
  test('answers what is already there, and what comes later', async () => {
    const { emulator, get } = createCaller();
    const waiting = emulator.journal.wait({ path: '/me' }, { count: 2 });
    await get('/me');
    await get('/me');
    expect(await waiting).toHaveLength(2);
    expect(await emulator.journal.wait({ path: '/me' })).toHaveLength(1);
  });

  test('ends with its signal', async () => {
    const { emulator } = createCaller();
    const abort = new AbortController();
    const waiting = emulator.journal.wait({ path: '/me' }, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(emulator.journal.wait({}, { signal: abort.signal })).rejects.toThrow('enough');
  });
});

test('verify counts, and tells what was asked instead', async () => {
  const { emulator, get } = createCaller();
  const { journal } = emulator;
  expect(() => journal.verify({ path: '/me' })).toThrow('was asked 0 times, not 1 or more');
  await get('/me');
  journal.verify({ path: '/me' });
  journal.verify({ path: '/me' }, { times: 1 });
  journal.verify({ path: '/me/player' }, { times: 0 });
  journal.verify({ path: '/me' }, { atMost: 1 });
  expect(() => journal.verify({ path: '/me' }, { times: 2 })).toThrow('  GET /v1/me → 200');
});

test.each([
  ['GET', '/album/x', 'GET /albums/{id} (get-an-album)'],
  ['GET', '/me/playr', 'GET /me/player (get-information-about-the-users-current-playback)'],
  ['POST', '/me/player/play', 'PUT /me/player/play (start-a-users-playback)'],
  ['GET', '/albums/', 'GET /albums/{id} (get-an-album)'],
  ['GET', '/my', 'GET /me (get-current-users-profile)'],
  ['GET', '/me/player/recentlyplayed', 'GET /me/player/recently-played (get-recently-played)'],
  // Two words wrong, and the method.
  ['PATCH', '/playlist/x/item', 'GET /playlists/{playlist_id}/items (get-playlists-items)'],
])('%s %s may have meant %s', async (method, path, meant) => {
  const { emulator } = createCaller();
  await emulator.fetch(`/v1${path}`, { method });
  expect(first(emulator.journal.entries()).hint).toBe(`Did you mean ${meant}?`);
});

test.each([
  '/completely/different/thing',
  // As far from /search as from nothing: four letters of six are others.
  '/nosuch',
  // Three of the five of /shows.
  '/shelf',
  '/you',
])('%s, which is like nothing, gets no hint', async (path) => {
  const { emulator, get } = createCaller();
  await get(path);
  expect(first(emulator.journal.entries())).not.toHaveProperty('hint');
});
