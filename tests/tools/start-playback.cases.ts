import { describe, expect, test } from 'vitest';
import { first, type Stage, stage } from './stage.js';

const device = ({ listener }: Stage, name: string) => first(listener.devices, (each) => each.name === name);
const tracks = ({ emulator }: Stage) =>
  emulator.world.catalogue.tracks.list().filter(({ markets }) => markets.includes('SE'));
const episodes = ({ emulator }: Stage) =>
  emulator.world.catalogue.episodes.list().filter(({ markets }) => markets.includes('SE'));

describe('start_playback', () => {
  test('plays a track on the active device, and looks before it says so', async () => {
    const set = await stage();
    const track = first(tracks(set));
    const { output, text } = await set.call('start_playback', { item: track.uri, position_ms: 5000 });
    expect(set.entries()).toMatchObject([
      { method: 'GET', path: '/v1/me/player/devices' },
      {
        method: 'PUT',
        path: '/v1/me/player/play',
        query: { device_id: device(set, 'Desk').id },
        body: { uris: [track.uri], position_ms: 5000 },
      },
      { method: 'GET', path: '/v1/me/player' },
    ]);
    expect(set.listener.player).toMatchObject({ item: track.uri, is_playing: true });
    expect(output).toMatchObject({ outcome: 'started', confirmed: true, now: { uri: track.uri }, device: 'Desk' });
    expect(text).toMatch(/^Playing: /);
  });

  test.each(['albums', 'artists', 'shows'] as const)('plays %s as a context', async (collection) => {
    const set = await stage();
    const thing = first<{ uri: string; markets?: readonly string[] }>(
      set.emulator.world.catalogue[collection].list(),
      ({ markets }) => markets?.includes('SE') !== false,
    );
    const { output } = await set.call('start_playback', { item: thing.uri });
    const sent = first(set.entries(), ({ path }) => path.endsWith('/play'));
    expect(sent.body).toEqual({ context_uri: thing.uri });
    expect(set.listener.player).toMatchObject({ context: thing.uri, is_playing: true });
    expect(output).toMatchObject({ confirmed: true, requested: thing.uri });
  });

  test('plays an episode by itself, its address unchanged', async () => {
    const set = await stage();
    const episode = first(episodes(set));
    await set.call('start_playback', { item: episode.id, kind: 'episode' });
    expect(set.listener.player).toMatchObject({ item: episode.uri, is_playing: true });
  });

  test('plays a chapter, which answers as an episode', async () => {
    const set = await stage();
    const chapter = first(set.emulator.world.catalogue.chapters.list(), ({ markets }) => markets.includes('SE'));
    const { output } = await set.call('start_playback', { item: chapter.uri });
    expect(output).toMatchObject({ confirmed: true, now: { uri: chapter.uri } });
  });

  test('goes on with what was paused, sending no item', async () => {
    const set = await stage();
    const waiting = set.listener.player.item;
    const { output } = await set.call('start_playback');
    expect(first(set.entries(), ({ path }) => path.endsWith('/play')).body).toBeUndefined();
    expect(set.listener.player).toMatchObject({ item: waiting, is_playing: true });
    expect(output).toMatchObject({ outcome: 'started', confirmed: true });
  });

  test('sends nothing when it plays already, and says so', async () => {
    const set = await stage();
    set.listener.player.resume();
    const { output, text } = await set.call('start_playback');
    expect(set.requests()).toEqual(['GET /v1/me/player/devices', 'GET /v1/me/player']);
    expect(output).toMatchObject({ outcome: 'already_playing' });
    expect(text).toContain('Nothing was sent');
  });

  test('wakes the device that was named, then plays there', async () => {
    const set = await stage();
    const track = first(tracks(set));
    const { output } = await set.call('start_playback', { item: track.uri, device: 'kitchen' });
    const { id } = device(set, 'Kitchen');
    expect(set.entries().slice(1, 3)).toMatchObject([
      { method: 'PUT', path: '/v1/me/player', body: { device_ids: [id], play: false } },
      { method: 'PUT', path: '/v1/me/player/play', query: { device_id: id } },
    ]);
    expect(set.listener.player.device?.name).toBe('Kitchen');
    expect(output).toMatchObject({ confirmed: true, device: 'Kitchen' });
  });

  test('takes the only device that listens when none is active', async () => {
    const set = await stage();
    for (const each of set.listener.devices) each.is_active = false;
    device(set, 'Desk').is_restricted = true;
    device(set, 'Kitchen').is_restricted = true;
    const { output } = await set.call('start_playback', { item: first(tracks(set)).uri });
    expect(output).toMatchObject({ confirmed: true, device: 'Pocket' });
  });

  test('takes the device that played last when none is active', async () => {
    const set = await stage();
    await set.call('list_devices');
    for (const each of set.listener.devices) each.is_active = false;
    const { output } = await set.call('start_playback', { item: first(tracks(set)).uri });
    expect(output).toMatchObject({ confirmed: true, device: 'Desk' });
  });

  test('asks which device when there are several and none played', async () => {
    const set = await stage();
    for (const each of set.listener.devices) each.is_active = false;
    const failure = set.call('start_playback', { item: first(tracks(set)).uri });
    await expect(failure).rejects.toMatchObject({ code: 'ambiguous', hint: expect.stringContaining('"Kitchen"') });
    expect(set.requests()).toEqual(['GET /v1/me/player/devices']);
  });

  test('plays several songs in order, and an album from a place in it', async () => {
    const set = await stage();
    const [one, two] = tracks(set);
    await set.call('start_playback', { items: [one?.uri ?? '', two?.uri ?? ''] });
    expect(first(set.entries(), ({ path }) => path.endsWith('/play')).body).toEqual({ uris: [one?.uri, two?.uri] });
    const album = first(
      set.emulator.world.catalogue.albums.list(),
      ({ markets, tracks }) => markets.includes('SE') && tracks.length > 3,
    );
    await set.call('start_playback', { item: album.uri, offset: 2 });
    expect(first(set.entries(), ({ path }) => path.endsWith('/play')).body).toEqual({
      context_uri: album.uri,
      offset: { position: 2 },
    });
    expect(set.listener.player.item).toBe(album.tracks[2]?.uri);
  });

  test('plays what somebody named, in the names that the Web API uses, on the speaker that they named', async () => {
    const set = await stage();
    const album = first(set.emulator.world.catalogue.albums.list(), ({ markets }) => markets.includes('SE'));
    const { output } = await set.call('start_playback', {
      context_uri: `the album called "${album.name}"`,
      device_id: 'device kitchen',
    });
    expect(output).toMatchObject({ confirmed: true, requested: album.uri, device: 'Kitchen' });
  });

  test('only says what it would play when it is a rehearsal', async () => {
    const set = await stage();
    const { output, text } = await set.call('start_playback', { item: first(tracks(set)).uri, dry_run: true });
    expect(output).toMatchObject({ outcome: 'planned', device: 'Desk' });
    expect(text).toContain('Nothing was sent');
    expect(set.requests()).toEqual(['GET /v1/me/player/devices']);
  });

  test('says that it could not see it when Spotify does not show it, after a bounded number of looks', async () => {
    const set = await stage();
    const track = first(tracks(set));
    set.emulator.faults.add({ method: 'PUT', path: '/me/player/play', status: 204, body: 'empty' });
    const { output, text } = await set.call('start_playback', { item: track.uri });
    expect(output).toMatchObject({ confirmed: false });
    expect(text).toContain('does not show it yet');
    expect(set.requests().filter((request) => request === 'GET /v1/me/player')).toHaveLength(5);
  });

  test.each([
    ['a device that is not there', { device: 'Cellar' }, 'No device has that name'],
    ['a device that takes no commands', { device: 'Kitchen' }, 'takes no commands'],
    ['a position without an item', { position_ms: 5 }, 'mean nothing without an item'],
    ['a kind without an item', { kind: 'track' }, 'mean nothing without an item'],
    ['a local file', { item: 'spotify:local:A:B:C:1' }, 'local file'],
  ])('refuses %s and starts nothing', async (_, input, message) => {
    const set = await stage();
    device(set, 'Kitchen').is_restricted = true;
    await expect(set.call('start_playback', input)).rejects.toThrow(message);
    expect(set.requests().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(set.listener.player.is_playing).toBe(false);
  });

  test('asks which one when a name fits several devices', async () => {
    const set = await stage();
    device(set, 'Pocket').name = 'Kitchen tablet';
    device(set, 'Kitchen').name = 'Kitchen speaker';
    await expect(set.call('start_playback', { device: 'kitchen' })).rejects.toThrow('2 devices fit');
  });

  test('says what to do when there is no device, or only those that take no commands', async () => {
    const set = await stage({ user: 'neighbour' });
    await expect(set.call('start_playback')).rejects.toMatchObject({
      code: 'no_active_device',
      hint: expect.stringContaining('Open Spotify'),
    });
    set.emulator.world.user('neighbour').devices.length = 0;
    await expect(set.call('start_playback')).rejects.toMatchObject({ code: 'no_active_device' });
  });

  test('passes on that Premium is needed', async () => {
    const set = await stage({ user: 'guest' });
    await expect(set.call('start_playback', { item: first(tracks(set)).uri })).rejects.toMatchObject({
      code: 'forbidden_premium',
    });
  });
});
