import { describe, expect, test } from 'vitest';
import { callerFor, createCaller, start } from '../../testing/caller.js';
import { createSpotifyEmulator, type SpotifyEmulator } from '../index.js';

async function control(emulator: SpotifyEmulator, method: string, path: string, body?: unknown) {
  const answer = await emulator.fetch(`/__emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('the controls describe themselves, every one', async () => {
  const emulator = createSpotifyEmulator();
  const { body } = await control(emulator, 'GET', 'openapi.json');
  expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://emulator.tonearm.invalid' }] });
  const { body: refusal } = await control(emulator, 'GET', 'nothing');
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const known = refusal.error.message.split('There are: ')[1].split(', ');
  expect(described.sort()).toEqual(known.sort());
  const ids = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('time is stopped, moved and hurried', async () => {
  const emulator = createSpotifyEmulator({ now: () => start });
  expect((await control(emulator, 'POST', 'clock', { set_ms: 5, freeze: true })).body).toEqual({
    now: 5,
    isFrozen: true,
    rate: 1,
  });
  expect((await control(emulator, 'POST', 'clock', { advance_ms: 5, rate: 3, resume: true })).body).toEqual({
    now: 10,
    isFrozen: false,
    rate: 3,
  });
  expect((await control(emulator, 'GET', 'clock')).body.rate).toBe(3);
  for (const wish of [{}, { rate: -1 }, { rate: 'fast' }, { set_ms: 'noon' }]) {
    expect((await control(emulator, 'POST', 'clock', wish)).status).toBe(400);
  }
});

test('the app is changed', async () => {
  const { emulator, get } = createCaller();
  expect((await control(emulator, 'PUT', 'app', { allowList: ['guest'] })).status).toBe(204);
  expect((await get('/me')).status).toBe(403);
  await control(emulator, 'PUT', 'app', { allowList: null, ownerHasPremium: false });
  expect((await control(emulator, 'GET', 'app')).body).toEqual({ ownerHasPremium: false, allowList: null });
  expect((await control(emulator, 'PUT', 'app', { allowList: ['nobody'] })).status).toBe(400);
});

describe('a snapshot', () => {
  test('puts another emulator where this one is, tokens too', async () => {
    const one = createCaller();
    await one.put('/me/player/play');
    await one.post('/me/playlists', { name: 'Carried over' });
    one.emulator.clock.advance(10_000);
    const { body } = await control(one.emulator, 'GET', 'snapshot');
    const other = createSpotifyEmulator({ now: () => 0 });
    expect((await control(other, 'PUT', 'snapshot', body)).status).toBe(204);
    const { access_token } = one.emulator.grant();
    const player = async (emulator: SpotifyEmulator, token: string) =>
      (await emulator.fetch('/v1/me/player', { headers: { authorization: `Bearer ${token}` } })).json();
    const carried = body.tokens.access[0].value;
    expect(await player(other, carried)).toEqual(await player(one.emulator, access_token));
    expect(other.world.user('listener').playlists[0]?.name).toBe('Carried over');
  });

  test('of another seed, or of something else, is refused', async () => {
    const { body } = await control(createSpotifyEmulator({ seed: 2 }), 'GET', 'snapshot');
    const emulator = createSpotifyEmulator();
    expect((await control(emulator, 'PUT', 'snapshot', body)).body.error.message).toContain('seed 2');
    expect((await control(emulator, 'PUT', 'snapshot', { version: 2 })).status).toBe(400);
    expect((await control(emulator, 'PUT', 'snapshot', { version: 1, seed: 1 })).body.error.message).toContain('lacks');
  });
});

describe('the journal over HTTP', () => {
  test('is filtered, and a filter that means nothing is refused', async () => {
    const { emulator, get } = createCaller();
    await get('/me');
    await get('/me/player');
    expect((await control(emulator, 'GET', 'journal?path=/me')).body.entries).toHaveLength(1);
    expect((await control(emulator, 'GET', 'journal?status=2xx')).body.entries).toHaveLength(2);
    expect((await control(emulator, 'GET', 'journal?pth=/me')).status).toBe(400);
  });

  test('waits, but not for ever', async () => {
    const { emulator, get } = createCaller();
    const waiting = control(emulator, 'GET', 'journal/wait?path=/me');
    await get('/me');
    expect((await waiting).body.entries).toHaveLength(1);
    expect((await control(emulator, 'GET', 'journal/wait?path=/none&timeout_ms=1')).status).toBe(408);
    expect((await control(emulator, 'GET', 'journal/wait?count=0')).status).toBe(400);
  });

  test('verifies', async () => {
    const { emulator, get } = createCaller();
    await get('/me');
    expect((await control(emulator, 'POST', 'journal/verify', { filter: { path: '/me' }, times: 1 })).status).toBe(204);
    const failed = await control(emulator, 'POST', 'journal/verify', { filter: { path: '/me' }, times: 2 });
    expect([failed.status, failed.body.error.message]).toEqual([409, expect.stringContaining('1 times, not 2 times')]);
    expect((await control(emulator, 'POST', 'journal/verify', { tmes: 1 })).status).toBe(400);
  });

  test('becomes an HTTP Archive', async () => {
    const { emulator, post } = createCaller();
    await post('/me/playlists?x=1', { name: 'Noted' });
    const { body } = await control(emulator, 'GET', 'journal/har');
    expect(body.log).toMatchObject({ version: '1.2', entries: [{ startedDateTime: '2026-05-01T12:00:00.000Z' }] });
    expect(body.log.entries[0].request).toMatchObject({
      method: 'POST',
      url: 'https://emulator.tonearm.invalid/v1/me/playlists?x=1',
      postData: { text: '{"name":"Noted"}' },
    });
    expect(body.log.entries[0].response.status).toBe(201);
  });

  test('is told live', async () => {
    const { emulator, get } = createCaller();
    const abort = new AbortController();
    const { body } = await emulator.fetch('/__emulator/journal/stream', { signal: abort.signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toMatch(/^:/);
    await get('/me');
    const event = (await reader?.read())?.value ?? '';
    expect(JSON.parse(event.replace('data: ', ''))).toMatchObject({ path: '/v1/me', status: 200 });
    abort.abort();
  });

  test('is audited', async () => {
    const { emulator, get } = createCaller();
    await get('/markets');
    expect((await control(emulator, 'GET', 'audit')).body.findings).toMatchObject([{ rule: 'used-a-closed-route' }]);
  });
});

test('what a user consented to is taken back', async () => {
  const { emulator, get } = createCaller();
  expect((await control(emulator, 'DELETE', 'tokens', { user: 'listener' })).status).toBe(204);
  expect((await get('/me')).status).toBe(401);
  expect((await callerFor(emulator).get('/me')).status).toBe(200);
});
