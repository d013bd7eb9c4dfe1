import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import './start-playback.cases.js';
import { answering, drivesEveryToolOf, first, type Stage, stage } from './stage.js';

drivesEveryToolOf('playback');

const device = ({ listener }: Stage, name: string) => first(listener.devices, (each) => each.name === name);
const tracks = ({ emulator }: Stage) =>
  emulator.world.catalogue.tracks.list().filter(({ markets }) => markets.includes('SE'));
const episodes = ({ emulator }: Stage) =>
  emulator.world.catalogue.episodes.list().filter(({ markets }) => markets.includes('SE'));

describe('get_playback', () => {
  test('says what waits and where', async () => {
    const set = await stage();
    const { output, text } = await set.call('get_playback', { market: 'SE' });
    expect(set.entries()).toMatchObject([
      { method: 'GET', path: '/v1/me/player', query: { market: 'SE', additional_types: 'track,episode' } },
    ]);
    expect(output).toMatchObject({
      status: 'paused',
      device: 'Desk',
      item: { uri: set.listener.player.item },
      progress_ms: 42_000,
    });
    expect(text).toMatch(/^Paused: .* on Desk\n0:42 of /);
  });

  test('survives that nothing plays anywhere', async () => {
    const set = await stage();
    for (const each of set.listener.devices) each.is_active = false;
    expect(await set.call('get_playback')).toEqual({
      output: { status: 'nothing' },
      text: 'Nothing plays, and no device is active.',
    });
  });

  test('names episodes', async () => {
    const set = await stage();
    const episode = first(episodes(set));
    set.listener.player.start({ uris: [episode.uri] });
    expect((await set.call('get_playback')).output).toMatchObject({
      status: 'playing',
      item: { uri: episode.uri, kind: 'episode' },
    });
  });
});

describe('get_playback during an ad', () => {
  test('does not fall over the missing item', async () => {
    const emulator = createSpotifyEmulator();
    const ad = {
      is_playing: true,
      item: null,
      currently_playing_type: 'ad',
      context: null,
      progress_ms: null,
      device: { name: 'Desk' },
    };
    const { call } = await stage({ emulator: answering(emulator, '/v1/me/player', ad) });
    const { output, text } = await call('get_playback');
    expect(output).toEqual({ status: 'playing', playing: 'ad', device: 'Desk' });
    expect(text).toBe('Playing: an ad on Desk');
  });
});

describe('list_devices', () => {
  test('lists all of them, and says which take no commands', async () => {
    const set = await stage();
    device(set, 'Kitchen').is_restricted = true;
    device(set, 'Pocket').id = null;
    const { output, text } = await set.call('list_devices');
    expect(set.requests()).toEqual(['GET /v1/me/player/devices']);
    expect(output).toMatchObject({
      devices: [
        { name: 'Desk', active: true, usable: true },
        { name: 'Pocket', active: false, usable: false },
        { name: 'Kitchen', usable: false, volume_percent: 35 },
      ],
    });
    expect(text).toContain('takes no commands');
  });

  test('says what to do when there is none', async () => {
    const set = await stage();
    set.listener.devices.length = 0;
    expect((await set.call('list_devices')).text).toContain('Open Spotify');
  });
});

describe('pause_playback', () => {
  test('pauses with one request', async () => {
    const set = await stage();
    set.listener.player.resume();
    const { text } = await set.call('pause_playback');
    expect(set.requests()).toEqual(['PUT /v1/me/player/pause', 'GET /v1/me/player']);
    expect(set.listener.player.is_playing).toBe(false);
    expect(text).toBe('Paused.');
  });

  test('says that it was paused already, when Spotify refuses for that', async () => {
    const set = await stage();
    const { output } = await set.call('pause_playback');
    expect(output).toEqual({ outcome: 'already_paused' });
  });

  test('passes on every other refusal', async () => {
    const set = await stage();
    set.listener.player.resume();
    set.emulator.faults.add({ path: '/me/player/pause', status: 403, reason: 'UNKNOWN' });
    await expect(set.call('pause_playback')).rejects.toMatchObject({ code: 'forbidden_restricted' });
  });
});

describe('skip_to_next', () => {
  test('skips once, and says what plays then', async () => {
    const set = await stage();
    set.listener.player.resume();
    const before = set.listener.player.item;
    const { output } = await set.call('skip_to_next');
    expect(set.requests().filter((request) => request === 'POST /v1/me/player/next')).toHaveLength(1);
    expect(set.listener.player.item).not.toBe(before);
    expect(output).toMatchObject({ confirmed: true, now: { uri: set.listener.player.item } });
  });

  test('says that it could not see it when Spotify still shows the same', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/me/player/next', status: 204, body: 'empty' });
    const { output, text } = await set.call('skip_to_next');
    expect(output).toMatchObject({ confirmed: false });
    expect(text).toContain('still reports');
  });

  test('passes on that no device is active', async () => {
    const set = await stage();
    for (const each of set.listener.devices) each.is_active = false;
    await expect(set.call('skip_to_next')).rejects.toMatchObject({ code: 'no_active_device' });
  });
});

describe('get_queue', () => {
  test('lists what plays and what comes next, episodes included', async () => {
    const set = await stage();
    const queued = [first(tracks(set)).uri, first(episodes(set)).uri];
    set.listener.player.queue.push(...queued);
    const { output, text } = await set.call('get_queue');
    expect(set.requests()).toEqual(['GET /v1/me/player/queue']);
    expect(output).toMatchObject({ now: { uri: set.listener.player.item } });
    expect((output.items as { uri: string }[]).slice(0, 2).map(({ uri }) => uri)).toEqual(queued);
    expect(text).toMatch(/^Now: .*\n1\. /);
  });
});

describe('add_to_queue', () => {
  test.each(['tracks', 'episodes'] as const)('queues %s, their address unchanged', async (collection) => {
    const set = await stage();
    const thing = first<{ uri: string }>(collection === 'tracks' ? tracks(set) : episodes(set));
    const { text } = await set.call('add_to_queue', { uri: thing.uri, device: 'Desk' });
    expect(set.entries().at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1/me/player/queue',
      query: { uri: thing.uri, device_id: device(set, 'Desk').id },
    });
    expect(set.listener.player.queue).toContain(thing.uri);
    expect(text).toBe(`Queued: ${thing.uri} on Desk`);
  });

  test('costs one request when no device is named', async () => {
    const set = await stage();
    await set.call('add_to_queue', { items: [first(tracks(set)).id], kind: 'track' });
    expect(set.requests()).toEqual(['POST /v1/me/player/queue']);
  });

  test('refuses what cannot be queued, and says what to do', async () => {
    const set = await stage();
    const album = first(set.emulator.world.catalogue.albums.list());
    await expect(set.call('add_to_queue', { items: [album.uri] })).rejects.toMatchObject({
      hint: expect.stringContaining('start_playback'),
    });
    expect(set.requests()).toEqual([]);
  });
});

describe('skip_to_previous', () => {
  test('goes back once, and says what was and what is on', async () => {
    const set = await stage();
    const album = first(
      set.emulator.world.catalogue.albums.list(),
      ({ markets, tracks }) => markets.includes('SE') && tracks.length > 2,
    );
    await set.call('start_playback', { item: album.uri, offset: 1 });
    set.requests();
    const { output } = await set.call('skip_to_previous');
    expect(set.requests().filter((request) => request === 'POST /v1/me/player/previous')).toHaveLength(1);
    expect(output).toMatchObject({ confirmed: true, before: album.tracks[1]?.uri, now: { uri: album.tracks[0]?.uri } });
  });
});

describe.each(['skip_to_next', 'skip_to_previous', 'pause_playback'])('%s as a rehearsal', (name) => {
  test('sends no command', async () => {
    const set = await stage();
    set.listener.player.resume();
    const { text } = await set.call(name, { dry_run: true });
    expect(text).toContain('Nothing was sent');
    expect(set.entries().every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('adjust_playback', () => {
  test('sets several things, looks, says what was before, and can be undone', async () => {
    const set = await stage();
    set.listener.player.resume();
    const before = device(set, 'Desk').volume_percent;
    const { output } = await set.call('adjust_playback', {
      volume: 17,
      shuffle: true,
      repeat: 'context',
      position_ms: 60_000,
    });
    expect(output).toMatchObject({
      outcome: 'done',
      before: { volume_percent: before, shuffle: false },
      after: { volume_percent: 17, shuffle: true, repeat: 'context' },
    });
    expect(device(set, 'Desk').volume_percent).toBe(17);
    expect((await set.call('undo_write')).output).toMatchObject({ outcome: 'undone' });
    expect(device(set, 'Desk').volume_percent).toBe(before);
  });

  test('refuses to do nothing, and sends nothing as a rehearsal', async () => {
    const set = await stage();
    await expect(set.call('adjust_playback')).rejects.toThrow('Nothing to adjust');
    const { output } = await set.call('adjust_playback', { volume_percent: 3, dry_run: true });
    expect(output).toMatchObject({ outcome: 'planned', after: { volume_percent: 3 } });
    expect(set.entries().every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('transfer_playback', () => {
  test('moves to a device by name, checks, and can be undone', async () => {
    const set = await stage();
    set.listener.player.resume();
    const { output } = await set.call('transfer_playback', { device: 'kitchen' });
    expect(output).toMatchObject({ confirmed: true, device: 'Kitchen' });
    expect(set.listener.player.device?.name).toBe('Kitchen');
    await set.call('undo_write');
    expect(set.listener.player.device?.name).toBe('Desk');
  });
});
