import { afterEach, describe, expect, test, vi } from 'vitest';
import { redirectUri } from '../../testing/accounts.js';
import { createCaller, first } from '../../testing/caller.js';
import { createSpotifyEmulator } from '../index.js';

const { emulator, get, post } = createCaller({ autoApprove: true });
const archived = () => emulator.journal.httpArchive().log.entries;
const headers = (pairs: readonly { name: string; value: string }[]) =>
  Object.fromEntries(pairs.map(({ name, value }) => [name, value]));

afterEach(() => void vi.useRealTimers());

test('an archive tells requests and answers with headers, bodies and times', async () => {
  const { emulator, post } = createCaller();
  emulator.faults.add({ delayMs: 20_000, dripMs: 5_000, times: 1 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const asked = post('/me/playlists?x=1', { name: 'Noted' });
  await vi.advanceTimersByTimeAsync(25_000);
  vi.useRealTimers();
  const answer = await asked;
  const { log } = emulator.journal.httpArchive({ operation: 'create-playlist' });
  const { request, response, ...rest } = first(log.entries);
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://emulator.tonearm.invalid/v1/me/playlists?x=1',
    queryString: [{ name: 'x', value: '1' }],
    postData: { text: '{"name":"Noted"}' },
  });
  expect(headers(request.headers).authorization).toBe('(not shown)');
  expect([response.status, response.statusText]).toEqual([201, 'Created']);
  expect(headers(response.headers)['content-type']).toBe('application/json; charset=utf-8');
  expect(JSON.parse(response.content.text ?? '')).toEqual(answer.body);
  expect(response.content.size).toBe(Buffer.byteLength(response.content.text ?? ''));
  expect([rest.timings.wait, rest.timings.receive, rest.time]).toEqual([20_000, 5_000, 25_000]);
  expect(rest.comment).toBe('create-playlist by listener');
});

test('a filter is heard, and a connection that was cut has no answer', async () => {
  const { emulator, get } = createCaller();
  emulator.faults.add({ reset: 'before', times: 1 });
  await expect(get('/me')).rejects.toThrow('fetch failed');
  await get('/me/player');
  expect(emulator.journal.httpArchive({ path: '/me/player' }).log.entries).toHaveLength(1);
  const [cut] = emulator.journal.httpArchive().log.entries;
  expect([cut?.response.status, cut?.response.content.text]).toEqual([0, '']);
});

describe('no secret is in an archive', () => {
  const secrets: string[] = [];
  const form = { grant_type: 'refresh_token', client_id: 'tonearm-emulator', client_secret: 'tonearm-secret' };
  const send = async (body: string | URLSearchParams, sent = {}) => {
    const answer = await emulator.fetch('/api/token', { method: 'POST', body, headers: sent });
    const { access_token, refresh_token } = (await answer.json()) as Record<string, string>;
    secrets.push(...[access_token, refresh_token].filter((token) => token !== undefined));
  };

  test('whichever way it came in or went out', async () => {
    const { access_token, refresh_token } = emulator.grant();
    secrets.push(access_token, refresh_token, 'tonearm-secret', btoa('tonearm-emulator:tonearm-secret'));
    const asked = `/authorize?client_id=tonearm-emulator&response_type=code&redirect_uri=${redirectUri}`;
    const sent = await emulator.fetch(asked, { redirect: 'manual' });
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    secrets.push(code);
    await send(new URLSearchParams({ ...form, grant_type: 'authorization_code', code, redirect_uri: redirectUri }));
    await send(new URLSearchParams({ ...form, refresh_token }));
    // Clients that call a form something else, or send it as JSON, or put it into the address.
    await send(String(new URLSearchParams({ ...form, refresh_token })), { 'content-type': 'text/plain' });
    await send(JSON.stringify({ ...form, refresh_token }), { 'content-type': 'application/json' });
    await send('grant_type=client_credentials', {
      authorization: `Basic ${btoa('tonearm-emulator:tonearm-secret')}`,
    });
    await emulator.fetch(`/api/token?${new URLSearchParams({ ...form, refresh_token })}`, { method: 'POST' });
    await emulator.fetch(`/v1/me?access_token=${access_token}`, { headers: { cookie: `token=${access_token}` } });
    emulator.faults.add({ operation: 'token', body: 'truncated', times: 1 });
    await emulator.fetch('/api/token', { method: 'POST', body: new URLSearchParams({ ...form, refresh_token }) });
    const written = JSON.stringify([archived(), emulator.journal.entries()]);
    for (const secret of secrets) expect(written).not.toContain(secret);
    // Of a token that was cut off, not even the beginning.
    expect(written).not.toMatch(/BQ[\w-]{20}/);
    expect(archived().filter(({ request }) => request.url.includes('/api/token'))).toHaveLength(7);
  });

  test('and what is none is there', async () => {
    await get('/search?q=code&type=track');
    await post('/me/playlists', { name: 'code' });
    const [search, playlist] = archived().slice(-2);
    expect(search?.request.url).toContain('q=code');
    expect(playlist?.request.postData?.text).toBe('{"name":"code"}');
  });
});

test('of many large answers the oldest bodies are forgotten, and it is said', async () => {
  const { emulator, get } = createCaller({ profile: 'extended' });
  const { id } = first(emulator.world.user('listener').playlists.filter(({ name }) => name === 'Long Train North'));
  const { body } = await get(`/playlists/${id}/tracks?limit=100`);
  const times = Math.ceil(4_000_000 / JSON.stringify(body).length) + 2;
  for (let time = 1; time < times; time += 1) await get(`/playlists/${id}/tracks?limit=100`);
  const { entries } = emulator.journal.httpArchive().log;
  expect(entries).toHaveLength(times);
  expect(first(entries).response.content).toMatchObject({ size: -1, comment: expect.stringContaining('Forgotten') });
  expect(JSON.parse(entries.at(-1)?.response.content.text ?? '')).toEqual(body);
});

test('a body that is too large for Spotify is refused in process too, and written down', async () => {
  const emulator = createSpotifyEmulator();
  const answer = await emulator.fetch('/v1/me/playlists', { method: 'POST', body: 'x'.repeat(600 * 1024) });
  expect(answer.status).toBe(413);
  expect(emulator.journal.entries()).toMatchObject([{ status: 413, message: 'Request entity too large' }]);
});
