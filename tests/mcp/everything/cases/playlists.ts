import { expect } from 'vitest';
import { first, type Scene, type ToolCase, urisOf } from '../tool-case.ts';

const named = ({ listener }: Scene, wanted: string) => first(listener.playlists, ({ name }) => name === wanted);
const held = (scene: Scene, name: string): readonly string[] => urisOf(named(scene, name).items);
const exists = ({ listener }: Scene, wanted: string): boolean => listener.playlists.some(({ name }) => name === wanted);

/** One case for every tool of single playlists. */
export const playlistCases: Readonly<Record<string, ToolCase>> = {
  async list_playlists(scene) {
    const { playlists, total } = await scene.call({ limit: 50 });
    expect(total).toBe(scene.listener.playlists.length);
    expect(urisOf(playlists)).toEqual(urisOf(scene.listener.playlists));
  },
  async get_playlist(scene) {
    const { items, name } = await scene.call({ playlist: 'the playlist called Desk Hours' });
    expect(name).toBe('Desk Hours');
    expect(urisOf(items)).toEqual(held(scene, 'Desk Hours'));
  },
  async create_playlist(scene) {
    const items = scene.tracks.slice(0, 3).map(({ uri }) => uri);
    const { outcome, verified } = await scene.call({ name: 'Everything', items });
    expect({ outcome, verified }).toEqual({ outcome: 'done', verified: true });
    expect(held(scene, 'Everything')).toEqual(items);
  },
  async add_to_playlist(scene) {
    await scene.call({ playlist: 'Everything', items: [scene.tracks[9]?.uri], position: 1 });
    expect(held(scene, 'Everything')[1]).toBe(scene.tracks[9]?.uri);
  },
  async remove_from_playlist(scene) {
    const { outcome } = await scene.confirmed({ playlist: 'Everything', items: [scene.tracks[9]?.uri] });
    expect(outcome).toBe('done');
    expect(held(scene, 'Everything')).toEqual(scene.tracks.slice(0, 3).map(({ uri }) => uri));
  },
  async update_playlist(scene) {
    await scene.call({ playlist: 'Everything', name: 'Everything else', description: 'Said & done' });
    expect(named(scene, 'Everything else')).toMatchObject({ description: 'Said & done' });
  },
  async delete_playlist(scene) {
    await scene.confirmed({ playlist: 'Everything else' });
    expect(exists(scene, 'Everything else')).toBe(false);
  },
};
