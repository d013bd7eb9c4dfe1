import { describe, expect, test } from 'vitest';
import { callerFor } from '../../testing/caller.js';
import { setUp } from '../../testing/player.js';

describe('devices', () => {
  test('are listed', async () => {
    const { get } = setUp();
    const { body } = await get<{ devices: { name: string }[] }>('/me/player/devices');
    expect(body.devices.map(({ name }) => name)).toEqual(['Desk', 'Pocket', 'Kitchen']);
  });

  test('a transfer keeps what plays, and can start it', async () => {
    const { put, state, device, clock } = setUp();
    const kitchen = device('Kitchen').id;
    await put('/me/player', { device_ids: [kitchen] });
    expect(await state()).toMatchObject({ is_playing: false, device: { name: 'Kitchen' } });
    await put('/me/player', { device_ids: [device('Desk').id], play: true });
    clock.advance(1_000);
    expect(await state()).toMatchObject({ is_playing: true, device: { name: 'Desk' }, progress_ms: 43_000 });
  });

  test('a command can name the one to go to', async () => {
    const { put, state, device } = setUp();
    await put(`/me/player/play?device_id=${device('Kitchen').id}`);
    expect(await state()).toMatchObject({ is_playing: true, device: { name: 'Kitchen' } });
    expect((await put('/me/player/pause?device_id=nothing')).body.error).toEqual({
      status: 404,
      message: 'Device not found',
    });
  });

  test('without an active one the state is empty and commands are lost', async () => {
    const { get, put, user } = setUp();
    for (const device of user.devices) device.is_active = false;
    expect(await get('/me/player')).toMatchObject({ status: 204, body: '' });
    expect((await get('/me/player/currently-playing')).status).toBe(204);
    expect((await put('/me/player/play')).body.error).toEqual({
      status: 404,
      message: 'Player command failed: No active device found',
      reason: 'NO_ACTIVE_DEVICE',
    });
  });

  test('a restricted one obeys nobody', async () => {
    const { put, device } = setUp();
    device('Desk').is_restricted = true;
    expect((await put('/me/player/play')).body.error).toMatchObject({ status: 403, reason: 'UNKNOWN' });
    expect((await put('/me/player', { device_ids: [device('Desk').id] })).status).toBe(403);
  });

  test('a phone keeps its volume', async () => {
    const { put, device } = setUp();
    const answer = await put(`/me/player/volume?volume_percent=5&device_id=${device('Pocket').id}`);
    expect(answer.body.error).toMatchObject({ status: 403, reason: 'VOLUME_CONTROL_DISALLOW' });
  });
});

describe('refuses', () => {
  test('to play what plays and to pause what is paused', async () => {
    const { put } = setUp();
    const violated = { status: 403, message: 'Player command failed: Restriction violated', reason: 'UNKNOWN' };
    expect((await put('/me/player/pause')).body.error).toEqual(violated);
    await put('/me/player/play');
    expect((await put('/me/player/play')).body.error).toEqual(violated);
  });

  test('every command of a free user', async () => {
    const { emulator } = setUp();
    const guest = callerFor(emulator, { user: 'guest' });
    for (const answer of [await guest.put('/me/player/play'), await guest.post('/me/player/next')]) {
      expect(answer.body.error).toEqual({
        status: 403,
        message: 'Player command failed: Premium required',
        reason: 'PREMIUM_REQUIRED',
      });
    }
    expect((await guest.get('/me/player/devices')).status).toBe(200);
  });

  test.each([
    ['/me/player/play', '{"context_uri":', 'Malformed json'],
    ['/me/player/play', { context_uri: 'nonsense' }, 'Invalid context uri'],
    ['/me/player/play', { context_uri: 'spotify:track:0000000000000000000000' }, 'Invalid context uri'],
    ['/me/player/play', { uris: [] }, 'No uris provided'],
    ['/me/player/play', { uris: ['spotify:local:a:b:c:1'] }, 'Invalid track uri: spotify:local:a:b:c:1'],
    ['/me/player/play', { uris: [1] }, 'Invalid uris'],
    ['/me/player/play', { position_ms: -1 }, 'Invalid position_ms'],
    [
      '/me/player/play',
      { context_uri: 'spotify:user:listener:collection', offset: { position: -1 } },
      'Invalid offset',
    ],
    [
      '/me/player/play',
      { context_uri: 'spotify:user:listener:collection', offset: { position: 0.5 } },
      'Invalid offset',
    ],
    ['/me/player/play', { context_uri: 'spotify:user:listener:collection', offset: 1 }, 'Invalid offset'],
    ['/me/player/volume?volume_percent=101', undefined, 'Invalid volume_percent'],
    ['/me/player/volume', undefined, 'Missing required field: volume_percent'],
    ['/me/player/seek?position_ms=soon', undefined, 'Invalid position_ms'],
    ['/me/player/repeat?state=maybe', undefined, 'Invalid state'],
    ['/me/player/shuffle?state=1', undefined, 'Invalid state'],
    ['/me/player', { device_ids: ['a', 'b'] }, 'Exactly one device_id should be provided'],
  ])('PUT %s with %o', async (path, body, message) => {
    expect((await setUp().put(path, body)).body.error).toEqual({ status: 400, message });
  });

  test('an offset that is not in the context', async () => {
    const { put, album } = setUp();
    const { error } = (await put('/me/player/play', { context_uri: album.uri, offset: { position: 99 } })).body;
    expect(error).toMatchObject({ status: 404, reason: 'NO_SPECIFIC_TRACK' });
  });
});
