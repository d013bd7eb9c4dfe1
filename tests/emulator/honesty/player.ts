import { playerReasons } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';
import type { Proofs } from './requirements.ts';
import { as, first, stage, withoutWaiting } from './stage.ts';

const violated = 'Player command failed: Restriction violated';
const halfAnHour = 1_800_000;

export const playerProofs: Proofs<'player'> = {
  'nothing to play on is a 204 without a body': async () => {
    const { ask } = stage({}, { user: 'guest' });
    for (const path of ['/me/player', '/me/player/currently-playing']) {
      expect(await ask('GET', path)).toMatchObject({ status: 204, text: '' });
    }
  },
  'a command may be answered by a 200 with a random text': async () => {
    const { ask } = stage({ quirks: { playerAnswersText: true } });
    const { status, text } = await ask('PUT', '/me/player/play');
    expect([status, text]).toEqual([200, expect.stringMatching(/^[\w-]{27}$/)]);
  },
  'one device is active at a time': async () => {
    const { ask, listener } = stage();
    await ask('PUT', '/me/player', { device_ids: [listener.devices[2]?.id] });
    const { devices } = (await ask('GET', '/me/player/devices')).body as unknown as {
      devices: readonly { name: string; is_active: boolean }[];
    };
    expect(devices.filter((device) => device.is_active).map(({ name }) => name)).toEqual(['Kitchen']);
  },
  'a restricted device takes no commands': async () => {
    const { ask, world } = stage({}, { user: 'neighbour' });
    const { id } = first(world.user('neighbour').devices);
    for (const [method, path] of [
      ['PUT', '/me/player/play'],
      ['PUT', '/me/player/pause'],
      ['POST', '/me/player/next'],
      ['PUT', '/me/player/volume?volume_percent=5'],
    ] as const) {
      const { status, body } = await ask(method, `${path}${path.includes('?') ? '&' : '?'}device_id=${id}`);
      expect([status, body.error], path).toEqual([403, { status: 403, message: violated, reason: 'UNKNOWN' }]);
    }
    expect((await ask('PUT', '/me/player', { device_ids: [id] })).status).toBe(403);
  },
  'a device without volume refuses it with its own reason': async () => {
    const { ask, listener } = stage();
    const { status, body } = await ask(
      'PUT',
      `/me/player/volume?volume_percent=5&device_id=${listener.devices[1]?.id}`,
    );
    expect([status, body.error.reason]).toEqual([403, 'VOLUME_CONTROL_DISALLOW']);
  },
  'a device without an id cannot be named': async () => {
    const { ask, listener } = stage();
    const [desk] = listener.devices;
    if (desk) desk.id = null;
    expect((await ask('PUT', '/me/player', { device_ids: ['null'] })).status).toBe(404);
    expect((await ask('GET', '/me/player/devices')).text).toContain('"id":null');
    expect((await ask('PUT', '/me/player/play')).status).toBe(204);
  },
  'a device that idles for half an hour falls asleep': async () => {
    const { emulator, ask } = stage();
    emulator.clock.advance(halfAnHour - 1);
    expect((await ask('GET', '/me/player')).status).toBe(200);
    emulator.clock.advance(1);
    expect((await ask('PUT', '/me/player/play')).body.error.reason).toBe('NO_ACTIVE_DEVICE');
    expect((await ask('GET', '/me/player')).status).toBe(204);
  },
  'reads right after a command may be stale': async () => {
    const { emulator, ask } = stage({ faults: [{ path: '/me/player', method: 'GET', staleMs: 500 }] });
    await ask('PUT', '/me/player/play');
    expect((await ask('GET', '/me/player')).body.is_playing).toBe(false);
    emulator.clock.advance(500);
    expect((await ask('GET', '/me/player')).body.is_playing).toBe(true);
  },
  'commands may overtake each other': () =>
    withoutWaiting(async (pass) => {
      const { ask, listener } = stage({ faults: [{ operation: 'start-a-users-playback', delayMs: 5_000 }] });
      const [play, shuffle] = [ask('PUT', '/me/player/play'), ask('PUT', '/me/player/shuffle?state=true')];
      await shuffle;
      await pass(4_999);
      expect([listener.player.is_playing, listener.player.shuffle_state]).toEqual([false, true]);
      await pass(1);
      expect([(await play).status, listener.player.is_playing]).toEqual([204, true]);
    }),
  'an episode is null for whoever does not know episodes': async () => {
    const { ask, world } = stage();
    await ask('PUT', '/me/player/play', { uris: [first(world.catalogue.episodes.list()).uri] });
    const { body } = await ask('GET', '/me/player');
    expect([body.item, body.currently_playing_type]).toEqual([null, 'episode']);
    expect((await ask('GET', '/me/player?additional_types=episode')).body.item).toMatchObject({ type: 'episode' });
  },
  'a free user hears advertisements': async () => {
    const { emulator, ask, world } = stage({}, { user: 'guest' });
    const guest = world.user('guest');
    const album = world.catalogue.albums.list().find(({ tracks }) => tracks.length > 5);
    guest.player.activate(first(guest.devices));
    guest.player.start({ uris: album?.tracks.map(({ uri }) => uri) ?? [] });
    const heard = album?.tracks.slice(0, 3).reduce((sum, track) => sum + track.duration_ms, 0) ?? 0;
    emulator.clock.advance(heard + 1_000);
    const { body } = await ask('GET', '/me/player');
    expect([body.item, body.currently_playing_type]).toEqual([null, 'ad']);
    emulator.clock.advance(30_000);
    expect((await ask('GET', '/me/player')).body.item).toMatchObject({ id: album?.tracks[3]?.id });
  },
  'a private session leaves no history': async () => {
    const { emulator, ask, listener } = stage();
    const before = listener.player.recent().length;
    const [desk] = listener.devices;
    if (desk) desk.is_private_session = true;
    await ask('PUT', '/me/player/play');
    emulator.clock.advance(60_000);
    await ask('POST', '/me/player/next');
    expect(listener.player.recent()).toHaveLength(before);
    if (desk) desk.is_private_session = false;
    emulator.clock.advance(60_000);
    await ask('POST', '/me/player/next');
    expect(listener.player.recent()).toHaveLength(before + 1);
  },
  'a refusal has a reason: by the documentation one of eighteen, in practice mostly UNKNOWN': async () => {
    expect(playerReasons).toHaveLength(18);
    for (const [documentedReasons, reason] of [
      [true, 'ALREADY_PAUSED'],
      [false, 'UNKNOWN'],
    ] as const) {
      const { ask } = stage({ quirks: { documentedReasons } });
      expect((await ask('PUT', '/me/player/pause')).body.error).toEqual({ status: 403, message: violated, reason });
    }
    for (const reason of playerReasons) {
      const { ask } = stage({ faults: [{ path: '/me/player/*', reason }] });
      expect((await ask('POST', '/me/player/next')).body.error.reason).toBe(reason);
    }
  },
  'what the market does not sell is passed over': async () => {
    const { ask, world } = stage();
    const tracks = world.catalogue.tracks.list();
    const unsold = first(
      tracks.filter(({ isrc }) => tracks.every((other) => other.isrc !== isrc || !other.markets.includes('SE'))),
    );
    const sold = first(tracks.filter(({ markets }) => markets.includes('SE')));
    await ask('PUT', '/me/player/play', { uris: [unsold.uri, sold.uri] });
    expect((await ask('GET', '/me/player')).body.item).toMatchObject({ uri: sold.uri });
    expect((await ask('PUT', '/me/player/play', { uris: [unsold.uri] })).body.error.message).toBe(violated);
  },
  'a free user cannot command a player': async () => {
    const { ask } = stage({}, { user: 'guest' });
    for (const [method, path] of [
      ['PUT', '/me/player'],
      ['PUT', '/me/player/play'],
      ['PUT', '/me/player/pause'],
      ['POST', '/me/player/next'],
      ['POST', '/me/player/previous'],
      ['PUT', '/me/player/seek?position_ms=1'],
      ['PUT', '/me/player/repeat?state=off'],
      ['PUT', '/me/player/volume?volume_percent=1'],
      ['PUT', '/me/player/shuffle?state=true'],
      ['POST', '/me/player/queue?uri=x'],
    ] as const) {
      expect((await ask(method, path)).body.error, path).toEqual({
        status: 403,
        message: 'Player command failed: Premium required',
        reason: 'PREMIUM_REQUIRED',
      });
    }
  },
};

export const historyProofs: Proofs<'history'> = {
  'fifty tracks and no more': async () => {
    const { emulator, ask, world } = stage();
    const uris = world.catalogue.tracks
      .list()
      .slice(0, 80)
      .map(({ uri }) => uri);
    await ask('PUT', '/me/player/play', { uris });
    emulator.clock.advance(24 * 3_600_000);
    const later = as(emulator, emulator.grant().access_token);
    const { body } = await later('GET', '/me/player/recently-played?limit=50');
    expect([body.items.length, body.next]).toEqual([50, null]);
  },
  'where nothing is left, there are no cursors': async () => {
    const { body } = await stage().ask('GET', '/me/player/recently-played?before=1');
    expect([body.items, body.cursors]).toEqual([[], null]);
  },
};
