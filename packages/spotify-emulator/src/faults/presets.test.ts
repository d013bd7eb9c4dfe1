import { describe, expect, test } from 'vitest';
import { callerFor, createCaller, first } from '../../testing/caller.js';

test('flaky fails some requests and answers most', async () => {
  const { emulator } = createCaller();
  const remove = emulator.faults.preset('flaky');
  // The delay of the preset is real time, so the rules that decide are asked without it.
  const target = { method: 'GET', path: '/v1/me', template: '/me', operation: 'get-current-users-profile' };
  const faults = Array.from({ length: 400 }, () => emulator.faults.take(target));
  const failed = faults.filter((fault) => fault?.rule.status ?? fault?.rule.body ?? fault?.rule.reset);
  expect(failed.length).toBeGreaterThan(40);
  expect(failed.length).toBeLessThan(160);
  const delays = faults.map((fault) => fault?.delayMs ?? 0).sort((one, other) => one - other);
  expect(delays[200]).toBeGreaterThan(40);
  expect(delays[200]).toBeLessThan(90);
  expect(delays[399]).toBeGreaterThan(200);
  remove();
  expect(emulator.faults.list()).toEqual([]);
});

test('rate-limited lasts for seconds, quota-exhausted for a day', async () => {
  const { emulator, get } = createCaller({ faults: 'rate-limited' });
  expect((await get('/me')).headers.get('retry-after')).toBe('4');
  emulator.clock.advance(4_000);
  expect((await get('/me')).status).toBe(200);
  emulator.faults.preset('quota-exhausted');
  const { headers, body } = await get('/me');
  expect([headers.get('retry-after'), body.error.reason]).toEqual(['86400', 'QUOTA_EXCEEDED']);
});

test('no-device puts devices to sleep, and a transfer wakes one', async () => {
  const { emulator, get, put } = createCaller({ faults: 'no-device' });
  expect((await put('/me/player/play')).body.error).toMatchObject({ status: 404, reason: 'NO_ACTIVE_DEVICE' });
  expect((await get('/me/player')).status).toBe(204);
  const { id } = first(emulator.world.user('listener').devices);
  await put('/me/player', { device_ids: [id] });
  expect((await get('/me/player')).status).toBe(200);
});

test('free-account takes Premium away while it lasts', async () => {
  const { emulator, get, put } = createCaller({ profile: 'extended' });
  const remove = emulator.faults.preset('free-account');
  expect((await put('/me/player/play')).body.error.reason).toBe('PREMIUM_REQUIRED');
  expect((await get('/me')).body.product).toBe('free');
  remove();
  expect((await put('/me/player/play')).status).toBe(204);
});

test('expired-token ends the tokens that exist, and a refresh gives one that works', async () => {
  const { emulator, get } = createCaller();
  const { refresh_token } = emulator.grant();
  emulator.faults.preset('expired-token');
  const { status, headers } = await get('/me');
  expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('The access token expired')]);
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: 'tonearm-emulator' });
  const refreshed = (await (await emulator.fetch('/api/token', { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const me = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${refreshed.access_token}` } });
  expect(me.status).toBe(200);
  expect((await callerFor(emulator).get('/me')).status).toBe(200);
});

describe('outage', () => {
  test.each(['/v1/me', '/api/token', '/authorize'])('%s is not available', async (path) => {
    const { emulator } = createCaller({ faults: 'outage' });
    expect((await emulator.fetch(path, { method: path === '/api/token' ? 'POST' : 'GET' })).status).toBe(503);
    expect((await emulator.fetch('/__emulator/state')).status).toBe(200);
  });
});

test('a preset is set over HTTP too, and a name that does not exist is refused', async () => {
  const { emulator, get } = createCaller();
  const preset = (name: string) =>
    emulator.fetch('/__emulator/faults', { method: 'POST', body: JSON.stringify({ preset: name }) });
  expect((await preset('outage')).status).toBe(201);
  expect((await get('/me')).status).toBe(503);
  expect((await preset('sunshine')).status).toBe(400);
  expect(() => emulator.faults.preset('sunshine' as never)).toThrow(RangeError);
});
