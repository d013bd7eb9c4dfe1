import { expect } from 'vitest';
import { first, type Scene, type ToolCase, urisOf } from '../tool-case.ts';

const activeDevice = ({ listener }: Scene) => first(listener.devices, ({ is_active }) => is_active);
const play = async (scene: Scene, from: number): Promise<void> => {
  const items = scene.tracks.slice(from, from + 3).map(({ uri }) => uri);
  await scene.also('start_playback', { items });
};

/** One case for every tool of the player. */
export const playbackCases: Readonly<Record<string, ToolCase>> = {
  async get_playback(scene) {
    const { status, device, item } = await scene.call();
    const { player } = scene.listener;
    expect({ status, device }).toEqual({ status: 'paused', device: activeDevice(scene).name });
    expect(Object(item).uri).toBe(player.item);
  },
  async list_devices(scene) {
    const { devices } = await scene.call();
    const names = (devices as readonly { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(scene.listener.devices.map(({ name }) => name));
  },
  async start_playback(scene) {
    const [track] = scene.tracks.slice(20);
    const { confirmed } = await scene.call({ item: track?.uri });
    expect(confirmed).toBe(true);
    expect(scene.listener.player).toMatchObject({ is_playing: true, item: track?.uri });
  },
  async pause_playback(scene) {
    await scene.call();
    expect(scene.listener.player.is_playing).toBe(false);
  },
  async skip_to_next(scene) {
    await play(scene, 30);
    await scene.call();
    expect(scene.listener.player.item).toBe(scene.tracks[31]?.uri);
  },
  async skip_to_previous(scene) {
    await scene.call();
    expect(scene.listener.player.item).toBe(scene.tracks[30]?.uri);
  },
  async adjust_playback(scene) {
    await scene.call({ volume_percent: 23, shuffle: true, repeat: 'context' });
    expect(activeDevice(scene).volume_percent).toBe(23);
    expect(scene.listener.player).toMatchObject({ shuffle_state: true, repeat_state: 'context' });
    await scene.call({ shuffle: false, repeat: 'off' });
  },
  async transfer_playback(scene) {
    const other = first(scene.listener.devices, ({ is_active, is_restricted }) => !is_active && !is_restricted);
    await scene.call({ device: other.name });
    expect(activeDevice(scene).id).toBe(other.id);
  },
  async get_queue(scene) {
    await play(scene, 40);
    scene.listener.player.queue.push(scene.tracks[50]?.uri ?? '');
    expect(urisOf((await scene.call()).items)).toContain(scene.tracks[50]?.uri);
  },
  async add_to_queue(scene) {
    await scene.call({ items: [scene.tracks[51]?.uri] });
    expect(scene.listener.player.queue).toContain(scene.tracks[51]?.uri);
  },
};
