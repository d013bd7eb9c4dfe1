import { expect } from 'vitest';
import { first, type Stage } from '../stage.js';
import { addresses, type Jobs, some, urisOf } from './job.js';

const album = ({ emulator, listener }: Stage) =>
  first(
    emulator.world.catalogue.albums.list(),
    ({ markets, tracks }) => markets.includes(listener.country) && tracks.length > 2,
  );
const device = ({ listener }: Stage, wanted: string) => first(listener.devices, ({ name }) => name === wanted);

/** The twelve tools of the player, and the two of its queue. */
export const playbackJobs: Jobs = {
  async play(on) {
    const { uri, tracks } = album(on);
    await on.call('start_playback', { context_uri: uri, offset: 1, device_id: device(on, 'Kitchen').id });
    expect(on.listener.player).toMatchObject({ is_playing: true, item: tracks[1]?.uri });
    expect(on.listener.player.device?.name).toBe('Kitchen');
    const songs = addresses(some(on, 'tracks', 2));
    await on.call('start_playback', { uris: songs });
    expect(on.listener.player.item).toBe(songs[0]);
    await on.call('skip_to_next');
    expect(on.listener.player.item).toBe(songs[1]);
  },
  async pause(on) {
    on.listener.player.resume();
    await on.call('pause_playback');
    expect(on.listener.player.is_playing).toBe(false);
  },
  async skip_next(on) {
    await on.call('start_playback', { item: album(on).uri });
    await on.call('skip_to_next');
    expect(on.listener.player.item).toBe(album(on).tracks[1]?.uri);
  },
  async skip_previous(on) {
    await on.call('start_playback', { item: album(on).uri, offset: 2 });
    await on.call('skip_to_previous');
    expect(on.listener.player.item).toBe(album(on).tracks[1]?.uri);
  },
  async get_current_playback(on) {
    const { output } = await on.call('get_playback');
    expect(output).toMatchObject({ status: 'paused', device: 'Desk', item: { uri: on.listener.player.item } });
  },
  async get_available_devices(on) {
    const { output } = await on.call('list_devices');
    expect(output.devices).toMatchObject(on.listener.devices.map(({ name }) => ({ name })));
  },
  async transfer_playback(on) {
    await on.call('transfer_playback', { device_id: device(on, 'Kitchen').id, play: true });
    expect(on.listener.player.is_playing).toBe(true);
    expect(on.listener.player.device?.name).toBe('Kitchen');
  },
  async set_volume(on) {
    await on.call('adjust_playback', { volume_percent: 12, device: 'Desk' });
    expect(device(on, 'Desk').volume_percent).toBe(12);
  },
  async set_shuffle(on) {
    await on.call('adjust_playback', { shuffle: true });
    expect(on.listener.player.shuffle_state).toBe(true);
  },
  async set_repeat(on) {
    for (const repeat of ['track', 'context', 'off']) {
      await on.call('adjust_playback', { repeat });
      expect(on.listener.player.repeat_state).toBe(repeat);
    }
  },
  async seek_to_position(on) {
    await on.call('adjust_playback', { position_ms: 61_000 });
    expect((await on.call('get_playback')).output).toMatchObject({ progress_ms: 61_000 });
  },
  async get_recently_played(on) {
    const newest = (await on.call('list_recently_played', { limit: 3 })).output;
    expect(urisOf(newest.items)).toHaveLength(3);
    const { items } = (await on.call('list_recently_played', { limit: 50, before: newest.next_before })).output;
    for (const { played_at } of items as readonly { played_at: string }[]) {
      expect(Date.parse(played_at)).toBeLessThan(Number(newest.next_before));
    }
    expect(urisOf(items).length).toBeGreaterThan(0);
  },
  async get_queue(on) {
    const [song] = some(on, 'tracks');
    on.listener.player.queue.push(song?.uri ?? '');
    const { output } = await on.call('get_queue');
    expect(urisOf([output.now])).toEqual([on.listener.player.item]);
    expect(urisOf(output.items)[0]).toBe(song?.uri);
  },
  async add_to_queue(on) {
    const [song] = some(on, 'tracks');
    await on.call('add_to_queue', { uri: song?.uri, device: 'Desk' });
    expect(on.listener.player.queue).toEqual([song?.uri]);
  },
};
