import { expect, test, vi } from 'vitest';
import { callerFor, createCaller, first } from '../../testing/caller.js';

const { uri, id } = first(createCaller().emulator.world.catalogue.tracks.list());

test('a status takes the place of the answer, as often as was said', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ operation: 'get-track', status: 502, times: 2 });
  const statuses = [];
  for (const _ of [1, 2, 3]) statuses.push((await get(`/tracks/${id}`)).status);
  expect(statuses).toEqual([502, 502, 200]);
  expect(emulator.faults.list()).toEqual([]);
});

test('a refused request is not carried out', async () => {
  const { emulator, post } = createCaller();
  emulator.faults.add({ operation: 'add-to-queue', status: 503, times: 1 });
  await post(`/me/player/queue?uri=${uri}`);
  expect(emulator.world.user('listener').player.queue).toEqual([]);
});

test('both kinds of 429 speak as Spotify does', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ status: 429, retryAfterSeconds: 3, times: 1 });
  const short = await get('/me');
  expect([short.headers.get('retry-after'), short.body.error.message]).toEqual(['3', 'API rate limit exceeded']);
  emulator.faults.add({ status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 80_000, times: 1 });
  expect((await get('/me')).body.error).toEqual({
    status: 429,
    message: 'Too many requests',
    reason: 'QUOTA_EXCEEDED',
  });
});

test.each([
  ['empty', ''],
  ['html', '<html><body><h1>Something went wrong</h1></body></html>'],
  ['text', 'upstream connect error or disconnect/reset before headers'],
] as const)('a body can be %s', async (body, expected) => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ status: 500, body });
  expect(await get('/me')).toMatchObject({ status: 500, body: expected });
});

test('a truncated body still follows from a request that was carried out', async () => {
  const { emulator, post } = createCaller();
  emulator.faults.add({ method: 'post', body: 'truncated' });
  const answer = await post('/me/playlists', { name: 'Half told' });
  expect([answer.status, typeof answer.body]).toEqual([201, 'string']);
  expect(emulator.world.user('listener').playlists[0]?.name).toBe('Half told');
});

test('a cut connection rejects like a failed fetch', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ reset: 'before', times: 1 });
  await expect(get('/me')).rejects.toThrow(TypeError);
  expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 0 });
});

test('a delay holds the answer back, until the caller gives up', async () => {
  vi.useFakeTimers();
  try {
    const { emulator } = createCaller();
    const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
    emulator.faults.add({ delayMs: 5_000 });
    const patient = emulator.fetch('/v1/me', { headers });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(emulator.journal.entries()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await patient).status).toBe(200);
    const abort = new AbortController();
    const impatient = emulator.fetch('/v1/me', { headers, signal: abort.signal });
    await vi.advanceTimersByTimeAsync(10);
    abort.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  [{ path: '/v1/me' }, true],
  [{ path: '/me' }, true],
  [{ path: /\/me$/ }, true],
  [{ path: /^\/v1\/tracks/ }, false],
  [{ path: '/albums/{id}' }, false],
  [{ path: '/m*' }, true],
  [{ path: '/m.*' }, false],
  [{ user: 'listener' }, true],
  [{ user: 'guest' }, false],
  [{ method: 'DELETE' }, false],
])('a rule for %o applies to GET /me: %s', async (where, applies) => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ ...where, status: 500 });
  expect((await get('/me')).status === 500).toBe(applies);
});

test('a pattern with memory matches every time', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ path: /me/g, status: 500 });
  expect([(await get('/me')).status, (await get('/me')).status]).toEqual([500, 500]);
});

test('a path can be given as it is described', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ path: '/tracks/{id}', status: 500 });
  expect((await get(`/tracks/${id}`)).status).toBe(500);
});

test('the accounts service fails too', async () => {
  const { emulator } = createCaller();
  emulator.faults.add({ operation: 'token', status: 503 });
  expect((await emulator.fetch('/api/token', { method: 'POST' })).status).toBe(503);
});

test('a rule can be taken back, alone or with all others', async () => {
  const { emulator } = createCaller();
  const { get } = callerFor(emulator);
  const remove = emulator.faults.add({ status: 500 });
  emulator.faults.add({ status: 404 });
  remove();
  expect((await get('/me')).status).toBe(404);
  emulator.faults.clear();
  expect((await get('/me')).status).toBe(200);
});

test('an operation that does not exist is a mistake', () => {
  const { faults } = createCaller().emulator;
  expect(() => faults.add({ operation: 'albums.get', status: 500 })).toThrow("There is no operation 'albums.get'");
});
