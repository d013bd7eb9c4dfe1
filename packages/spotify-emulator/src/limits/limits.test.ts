import { describe, expect, test } from 'vitest';
import { callerFor, createCaller, first } from '../../testing/caller.js';
import { type LimitsOptions, observedLimits } from '../index.js';
import { bucketOf, buckets } from './buckets.js';

describe('the rolling window', () => {
  test('refuses what is too much, until the oldest request is thirty seconds old', async () => {
    const { emulator, get } = createCaller({ limits: { window: { requests: 2 } } });
    await get('/me');
    emulator.clock.advance(10_000);
    await get('/me');
    const { status, headers, body } = await get('/me');
    expect([status, headers.get('retry-after'), body]).toEqual([
      429,
      '20',
      { error: { status: 429, message: 'API rate limit exceeded' } },
    ]);
    emulator.clock.advance(20_000);
    expect([(await get('/me')).status, (await get('/me')).status]).toEqual([200, 429]);
    expect(emulator.journal.entries().at(-1)).toMatchObject({ status: 429, limited: 'window' });
  });

  test('tells a wait that is long enough, not a part of a second too short', async () => {
    const { emulator, get } = createCaller({ limits: { window: { requests: 1 } } });
    await get('/me');
    emulator.clock.advance(500);
    const wait = (await get('/me')).headers.get('retry-after');
    expect(wait).toBe('30');
    emulator.clock.advance(Number(wait) * 1000);
    expect((await get('/me')).status).toBe(200);
  });

  test('says so in whichever way it is in the mood for', async () => {
    const refuse = async (refusal: LimitsOptions['refusal']) => {
      const { get } = createCaller({ limits: { window: { requests: 0 }, refusal: refusal ?? {} } });
      const { body, headers } = await get('/me');
      return [body, headers.has('retry-after'), headers.has('access-control-allow-origin')];
    };
    expect(await refuse({ body: 'text' })).toEqual(['Too many requests', true, true]);
    expect(await refuse({ body: 'empty', retryAfter: false })).toEqual(['', false, true]);
    expect(await refuse({ body: 'empty', cors: false })).toEqual(['', true, false]);
  });

  test('grows by hammering only if asked to', async () => {
    const wait = async (countsRefused: boolean) => {
      const { emulator, get } = createCaller({ limits: { window: { requests: 1 }, countsRefused } });
      await get('/me');
      emulator.clock.advance(10_000);
      await get('/me');
      return (await get('/me')).headers.get('retry-after');
    };
    expect([await wait(false), await wait(true)]).toEqual(['20', '30']);
  });
});

describe('the daily quota', () => {
  test('is counted by bucket, refuses with its own reason, and ends a day after the oldest request', async () => {
    const { emulator, get } = createCaller({ limits: { quotas: { 'artist-albums': 2 } } });
    const { id } = first(emulator.world.catalogue.artists.list());
    await get(`/artists/${id}/albums`);
    emulator.clock.advance(1_800_000);
    await get(`/artists/${id}/albums`);
    const refused = await get(`/artists/${id}/albums`);
    expect([refused.status, refused.body.error.reason, refused.headers.get('retry-after')]).toEqual([
      429,
      'QUOTA_EXCEEDED',
      '84600',
    ]);
    expect((await get(`/artists/${id}`)).status).toBe(200);
    emulator.clock.advance(84_600_000);
    expect((await callerFor(emulator).get(`/artists/${id}/albums`)).status).toBe(200);
  });

  test('does not exist in extended quota mode', async () => {
    const { get } = createCaller({ profile: 'extended', limits: { quotas: { me: 0 } } });
    expect((await get('/me')).status).toBe(200);
  });
});

test('covers have a window of their own', async () => {
  const { emulator, put } = createCaller({ limits: { coverUploads: { requests: 1, seconds: 60 } } });
  const { id } = first(emulator.world.user('listener').playlists);
  const upload = () => put(`/playlists/${id}/images`, '/9j/4AAQSkZJRg==');
  expect([(await upload()).status, (await upload()).status]).toEqual([202, 429]);
});

describe('how often a user may play', () => {
  const byUser = { plays: { requests: 2, seconds: 10 } };

  test('counts what begins with a track, and refuses with the reason of a player', async () => {
    const { emulator, get, put, post } = createCaller({ limits: byUser });
    expect((await put('/me/player/play')).status).toBe(204);
    expect((await put('/me/player/volume?volume_percent=1')).status).toBe(204);
    expect((await post('/me/player/next')).status).toBe(204);
    const item = emulator.world.user('listener').player.item;
    const { status, headers, body } = await post('/me/player/previous');
    expect([status, headers.get('retry-after')]).toEqual([429, '10']);
    expect(body).toEqual({
      error: { status: 429, message: 'Player command failed: Too many requests', reason: 'RATE_LIMITED' },
    });
    expect(emulator.world.user('listener').player.item).toBe(item);
    expect(emulator.journal.entries().at(-1)).toMatchObject({ limited: 'plays' });
    expect((await get('/me/player')).status).toBe(200);
    emulator.clock.advance(10_000);
    expect((await post('/me/player/previous')).status).toBe(204);
  });

  test('holds for each of them, and survives a snapshot', async () => {
    const { emulator, post } = createCaller({ limits: byUser });
    for (let time = 0; time < 2; time += 1) await post('/me/player/next');
    expect((await callerFor(emulator, { user: 'neighbour' }).post('/me/player/next')).status).toBe(404);
    expect((await post('/me/player/next')).status).toBe(429);
    const { emulator: other } = createCaller();
    other.restore(emulator.snapshot());
    const again = callerFor(other);
    expect((await again.post('/me/player/next')).status).toBe(429);
    other.limits.clear();
    expect((await again.post('/me/player/next')).status).toBe(204);
  });

  test('is a wait for the command that was refused, and for nothing else', async () => {
    const { emulator, put, post } = createCaller({ limits: { plays: { requests: 1 } } });
    for (let time = 0; time < 2; time += 1) await post('/me/player/next');
    await put('/me/player/volume?volume_percent=1');
    expect(emulator.audit()).toEqual([]);
    await post('/me/player/next');
    expect(emulator.audit()).toMatchObject([{ rule: 'ignored-retry-after', entry: { path: '/v1/me/player/next' } }]);
  });
});

test('whatever was counted is counted anew, and a snapshot brings it back', async () => {
  const limits: LimitsOptions = {
    ...{ window: { requests: 9 }, coverUploads: { requests: 9 }, plays: { requests: 9 }, quotas: { player: 9 } },
  };
  const { emulator, put } = createCaller({ limits });
  const { id } = first(emulator.world.user('listener').playlists);
  await put(`/playlists/${id}/images`, '/9j/4AAQSkZJRg==');
  await put('/me/player/play');
  const before = emulator.limits.capture();
  const at = emulator.clock.now();
  expect(before).toMatchObject({
    ...{ window: [expect.any(Number), expect.any(Number)], coverUploads: [expect.any(Number)] },
    ...{ plays: { listener: [expect.any(Number)] }, quotas: { player: [expect.any(Number)] } },
  });
  expect(before.window.every((moment) => moment <= at)).toBe(true);
  emulator.limits.clear();
  expect(emulator.limits.capture()).toEqual({ options: limits, window: [], coverUploads: [], plays: {}, quotas: {} });
  emulator.limits.restore(before);
  expect(emulator.limits.capture()).toEqual(before);
});

test('limits are read, set and counted anew over HTTP', async () => {
  const { emulator, get } = createCaller();
  const control = async (method: string, body?: object) =>
    emulator.fetch('/__emulator/limits', { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  expect((await control('PUT', { window: { requests: 1 } })).status).toBe(204);
  expect([(await get('/me')).status, (await get('/me')).status]).toEqual([200, 429]);
  expect(await (await control('GET')).json()).toEqual({
    limits: { window: { requests: 1 } },
    usage: { window: 1, quotas: {} },
  });
  await control('DELETE');
  expect((await get('/me')).status).toBe(200);
  expect((await control('PUT', { windows: {} })).status).toBe(400);
});

test.each([{ windows: {} }, { window: { requests: -1 } }, { quotas: { soup: 1 } }, { refusal: { body: 'song' } }])(
  '%o makes no sense',
  (limits) => {
    expect(() => createCaller({ limits: limits as never })).toThrow(RangeError);
  },
);

test('the limits that people met make sense', () => {
  expect(createCaller({ limits: observedLimits }).emulator.limits.options()).toBe(observedLimits);
});

test.each([
  ['/artists/{id}', 'artist'],
  ['/artists/{id}/albums', 'artist-albums'],
  ['/shows/{id}/episodes', 'show-episodes'],
  ['/me/playlists', 'playlist'],
  ['/playlists/{playlist_id}/items', 'playlist'],
  ['/me/player/queue', 'player'],
  ['/me/library/contains', 'library'],
  ['/me', 'me'],
  ['/markets', 'browse'],
])('%s counts as %s', (template, bucket) => {
  expect(bucketOf(template)).toBe(bucket);
  expect(buckets).toContain(bucket);
});

test('who meets two limits at once is told the longer wait', async () => {
  const { emulator, get } = createCaller({ limits: { window: { requests: 1 }, quotas: { me: 1 } } });
  await get('/me');
  const { headers, body } = await get('/me');
  expect([headers.get('retry-after'), body.error.reason]).toEqual(['86400', 'QUOTA_EXCEEDED']);
  expect(emulator.journal.entries().at(-1)).toMatchObject({ limited: 'quota' });
});
