import { expect } from 'vitest';
import type { Proofs } from './requirements.ts';
import { appToken, as, first, stage, withoutWaiting } from './stage.ts';

const nothing = '0'.repeat(22);

export const errorsProofs: Proofs<'errors'> = {
  'a 401 says what is wrong in its header only': async () => {
    const { emulator } = stage();
    const bare = await emulator.fetch('/v1/me');
    expect(bare.headers.get('www-authenticate')).toBe(
      'Bearer realm="spotify", error="missing_token", error_description="No token provided"',
    );
    const bad = await as(emulator, 'garbage')('GET', '/me');
    const old = as(emulator, emulator.grant().access_token);
    emulator.clock.advance(3_600_000);
    const expired = await old('GET', '/me');
    expect([bad, expired].map(({ headers }) => headers.get('www-authenticate'))).toEqual([
      'Bearer realm="spotify", error="invalid_token", error_description="Invalid access token"',
      'Bearer realm="spotify", error="invalid_token", error_description="The access token expired"',
    ]);
    expect([await bare.json(), bad.body, expired.body]).toEqual(
      Array(3).fill({ error: { status: 401, message: 'Missing/invalid/expired access token' } }),
    );
  },
  'the messages of the 401 from before mid-2026 are a switch': async () => {
    const { emulator } = stage({ quirks: { oldUnauthorizedMessages: true } });
    const old = as(emulator, emulator.grant().access_token);
    emulator.clock.advance(3_600_000);
    const bare = (await (await emulator.fetch('/v1/me')).json()) as { error: { message: string } };
    const told = [bare, (await as(emulator, 'garbage')('GET', '/me')).body, (await old('GET', '/me')).body];
    expect(told.map(({ error }) => error.message)).toEqual([
      'No token provided',
      'Invalid access token',
      'The access token expired',
    ]);
  },
  'another scheme than bearer is a 400': async () => {
    const answer = await stage().emulator.fetch('/v1/me', { headers: { authorization: 'Basic eA==' } });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { status: 400, message: 'Only valid bearer authentication supported' } },
    ]);
  },
  'a missing scope is a 403, and so is the market of a token without a user': async () => {
    const forbidden = { error: { status: 403, message: 'Insufficient client scope' } };
    const { emulator, ask, world } = stage({}, { scopes: [] });
    const { status, body } = await ask('GET', '/me/tracks');
    expect([status, body]).toEqual([403, forbidden]);
    const path = `/albums/${first(world.catalogue.albums.list()).id}?market=from_token`;
    expect((await as(emulator, await appToken(emulator))('GET', path)).body).toEqual(forbidden);
  },
  'an operation that is gone is a 403, and so is a playlist of somebody else': async () => {
    const { ask, world } = stage();
    const foreign = first([...world.playlists.values()].filter(({ owner }) => owner === 'neighbour')).id;
    for (const answer of [
      await ask('GET', '/markets'),
      await ask('PUT', `/playlists/${foreign}`, { name: 'Mine' }),
      await ask('GET', `/playlists/${foreign}/items`),
    ]) {
      expect([answer.status, answer.body]).toEqual([403, { error: { status: 403, message: 'Forbidden' } }]);
    }
  },
  'the player says its refusals with a reason': async () => {
    const { ask, listener } = stage();
    const violated = { status: 403, message: 'Player command failed: Restriction violated', reason: 'UNKNOWN' };
    expect((await ask('PUT', '/me/player/pause')).body.error).toEqual(violated);
    await ask('PUT', '/me/player/play');
    expect((await ask('PUT', '/me/player/play')).body.error).toEqual(violated);
    for (const device of listener.devices) device.is_active = false;
    expect((await ask('PUT', '/me/player/pause')).body.error).toEqual({
      status: 404,
      message: 'Player command failed: No active device found',
      reason: 'NO_ACTIVE_DEVICE',
    });
  },
  'pages may read answers, the refusals too, and nobody counts for them': async () => {
    const { headers } = await stage().emulator.fetch('/v1/me');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS, PUT, DELETE, PATCH');
    expect(headers.get('access-control-allow-headers')).toContain('Retry-After');
    expect(headers.get('access-control-max-age')).toBe('604800');
    expect([...headers.keys()].filter((name) => name.startsWith('x-ratelimit') || name.includes('expose'))).toEqual([]);
  },
  'what does not exist is a 404': async () => {
    const { ask } = stage();
    const missing = await ask('GET', `/albums/${nothing}`);
    expect([missing.status, missing.body.error.message]).toEqual([404, 'Resource not found']);
    const device = await ask('PUT', '/me/player/play?device_id=none');
    expect([device.status, device.body.error.message]).toEqual([404, 'Device not found']);
  },
  'what is malformed is a 400 with the words of Spotify': async () => {
    const { ask, listener, world } = stage();
    const { id } = first(listener.playlists);
    const { id: artist } = first(world.catalogue.artists.list());
    const messages: Readonly<Record<string, readonly [string, string, unknown?]>> = {
      'Invalid limit': ['GET', `/artists/${artist}/albums?limit=11`],
      'Invalid base62 id': ['GET', '/albums/short'],
      'No search query': ['GET', '/search?type=track'],
      'Missing required field: uris': ['PUT', '/me/library', { uris: ['spotify:track:x'] }],
      'Malformed json': ['POST', `/playlists/${id}/items`, '{"uris":'],
      'No uris provided': ['DELETE', `/playlists/${id}/items`, { items: [] }],
      'Missing or bad version tag': ['DELETE', `/playlists/${id}/items`, { items: [{ uri: 'x' }], snapshot_id: 'bad' }],
      'Invalid track uri: spotify:local:a:b:c:1': [
        'POST',
        `/playlists/${id}/items`,
        { uris: ['spotify:local:a:b:c:1'] },
      ],
    };
    for (const [message, [method, path, body]] of Object.entries(messages)) {
      const answer = await ask(method, path, body);
      expect([answer.status, answer.body.error.message]).toEqual([400, message]);
    }
  },
};

export const limitsProofs: Proofs<'limits'> = {
  'a rolling window of thirty seconds': async () => {
    const { emulator, ask } = stage({ limits: { window: { requests: 1 } } });
    await ask('GET', '/me');
    emulator.clock.advance(12_000);
    const { status, headers, body } = await ask('GET', '/me');
    expect([status, headers.get('retry-after'), body.error.message]).toEqual([429, '18', 'API rate limit exceeded']);
    emulator.clock.advance(18_000);
    expect((await ask('GET', '/me')).status).toBe(200);
  },
  'rolling buckets of twenty-four hours, each on its own': async () => {
    const { emulator, ask, world } = stage({ limits: { quotas: { artist: 1 } } });
    const { id } = first(world.catalogue.artists.list());
    await ask('GET', `/artists/${id}`);
    const { headers, body } = await ask('GET', `/artists/${id}`);
    expect([headers.get('retry-after'), body.error]).toEqual([
      '86400',
      { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' },
    ]);
    expect((await ask('GET', '/me')).status).toBe(200);
    emulator.clock.advance(86_400_000);
    const later = as(emulator, emulator.grant().access_token);
    expect((await later('GET', `/artists/${id}`)).status).toBe(200);
  },
  'a 429 that a browser cannot read': async () => {
    const { ask } = stage({ limits: { window: { requests: 0 }, refusal: { cors: false } } });
    expect((await ask('GET', '/me')).headers.has('access-control-allow-origin')).toBe(false);
  },
  'a 429 without Retry-After': async () => {
    const { ask } = stage({ limits: { window: { requests: 0 }, refusal: { retryAfter: false } } });
    expect((await ask('GET', '/me')).headers.has('retry-after')).toBe(false);
  },
  'a 429 in plain text': async () => {
    const { ask } = stage({ limits: { window: { requests: 0 }, refusal: { body: 'text' } } });
    expect(await ask('GET', '/me')).toMatchObject({ status: 429, text: 'Too many requests' });
  },
  'a 429 without a body': async () => {
    const { ask } = stage({ limits: { window: { requests: 0 }, refusal: { body: 'empty' } } });
    expect(await ask('GET', '/me')).toMatchObject({ status: 429, text: '' });
  },
};

export const faultsProofs: Proofs<'faults'> = {
  'a 500, 502, 503 and 504': async () => {
    const messages = {
      500: 'Server error.',
      502: 'Bad gateway.',
      503: 'Service unavailable.',
      504: 'Gateway timeout.',
    };
    for (const [written, message] of Object.entries(messages)) {
      const status = Number(written);
      const answer = await stage({ faults: [{ status }] }).ask('GET', '/me');
      expect([answer.status, answer.body]).toEqual([status, { error: { status, message } }]);
      const bare = await stage({ faults: [{ status, body: 'empty' }] }).ask('GET', '/me');
      expect(bare).toMatchObject({ status, text: '' });
    }
  },
  'a body of HTML': async () => {
    const { headers, text } = await stage({ faults: [{ status: 502, body: 'html' }] }).ask('GET', '/me');
    expect([headers.get('content-type'), text]).toEqual([
      'text/html; charset=utf-8',
      expect.stringContaining('<html>'),
    ]);
  },
  'a truncated body': async () => {
    const { status, text } = await stage({ faults: [{ body: 'truncated' }] }).ask('GET', '/me');
    expect(status).toBe(200);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  },
  'a slow body': () =>
    withoutWaiting(async (pass) => {
      const { emulator } = stage({ faults: [{ dripMs: 10_000 }] });
      const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
      const { body } = await emulator.fetch('/v1/me', { headers });
      let pieces = 0;
      const reading = (async () => {
        for await (const _ of body ?? []) pieces += 1;
      })();
      await pass(5_500);
      expect(pieces).toBe(5);
      await pass(4_500);
      await reading;
      expect(pieces).toBe(10);
    }),
  'a connection that is cut before the change': async () => {
    const { ask, listener } = stage({ faults: [{ reset: 'before' }] });
    await expect(ask('POST', '/me/playlists', { name: 'Ambiguous' })).rejects.toThrow(TypeError);
    expect(listener.playlists.map(({ name }) => name)).not.toContain('Ambiguous');
  },
  'a connection that is cut after the change': async () => {
    const { ask, listener } = stage({ faults: [{ reset: 'after' }] });
    await expect(ask('POST', '/me/playlists', { name: 'Ambiguous' })).rejects.toThrow(TypeError);
    expect(listener.playlists.map(({ name }) => name)).toContain('Ambiguous');
  },
  'a clock that differs from the client’s': async () => {
    const { emulator, ask } = stage();
    emulator.clock.advance(90_000);
    expect((await ask('GET', '/me')).headers.get('date')).toBe('Fri, 01 May 2026 12:01:30 GMT');
  },
};
