import { expect } from 'vitest';
import { first, type Scene, type ToolCase, urisOf } from '../tool-case.ts';

const named = ({ listener }: Scene, wanted: string) => first(listener.playlists, ({ name }) => name === wanted);
const held = (scene: Scene, name: string): readonly string[] => urisOf(named(scene, name).items);
const make = async (scene: Scene, name: string, items: readonly (string | undefined)[]): Promise<void> => {
  await scene.also('create_playlist', { name, items });
};
const uris = (scene: Scene, from: number, to: number): readonly string[] =>
  scene.tracks.slice(from, to).map(({ uri }) => uri);

/** One case for every tool of whole playlists. */
export const curationCases: Readonly<Record<string, ToolCase>> = {
  async dedupe_playlist(scene) {
    const [one = '', two = ''] = uris(scene, 0, 2);
    await make(scene, 'Doubled', [one, two, one]);
    await scene.confirmed({ playlist: 'Doubled', same: 'id' });
    expect(held(scene, 'Doubled')).toEqual([one, two]);
  },
  async sort_playlist(scene) {
    await make(scene, 'Upside down', uris(scene, 0, 5));
    await scene.call({ playlist: 'Upside down', by: 'position', descending: true });
    expect(held(scene, 'Upside down')).toEqual([...uris(scene, 0, 5)].reverse());
  },
  async move_in_playlist(scene) {
    await make(scene, 'Moved', uris(scene, 0, 4));
    await scene.call({ playlist: 'Moved', from: 0, to: 4 });
    expect(held(scene, 'Moved')).toEqual([...uris(scene, 1, 4), ...uris(scene, 0, 1)]);
  },
  async replace_playlist(scene) {
    await make(scene, 'Replaced', uris(scene, 0, 2));
    await scene.confirmed({ playlist: 'Replaced', items: uris(scene, 5, 8) });
    expect(held(scene, 'Replaced')).toEqual(uris(scene, 5, 8));
  },
  async compare_playlists(scene) {
    await make(scene, 'Left', uris(scene, 0, 3));
    await make(scene, 'Right', uris(scene, 1, 4));
    const { both, only_first, only_second } = await scene.call({ first: 'Left', second: 'Right', same: 'id' });
    expect([both, urisOf(only_first), urisOf(only_second)]).toEqual([2, uris(scene, 0, 1), uris(scene, 3, 4)]);
  },
  async merge_playlists(scene) {
    await make(scene, 'Merge me', uris(scene, 0, 3));
    await make(scene, 'And me', uris(scene, 1, 5));
    await scene.call({ sources: ['Merge me', 'And me'], name: 'Merged' });
    expect(held(scene, 'Merged')).toEqual(uris(scene, 0, 5));
  },
  async split_playlist(scene) {
    await make(scene, 'Whole', uris(scene, 0, 5));
    await scene.call({ playlist: 'Whole', size: 3 });
    expect([held(scene, 'Whole 1'), held(scene, 'Whole 2')]).toEqual([uris(scene, 0, 3), uris(scene, 3, 5)]);
  },
  async export_playlist(scene) {
    await make(scene, 'Written down', uris(scene, 0, 3));
    const { content } = await scene.call({ playlist: 'Written down', format: 'json' });
    for (const uri of uris(scene, 0, 3)) expect(content).toContain(uri);
  },
  async import_playlist(scene) {
    const content = JSON.stringify(uris(scene, 0, 3).map((uri) => ({ uri })));
    await scene.call({ name: 'Brought back', content, format: 'json' });
    expect(held(scene, 'Brought back')).toEqual(uris(scene, 0, 3));
  },
  async get_playlist_cover(scene) {
    const { images } = await scene.call({ playlist: 'Desk Hours' });
    for (const image of images as unknown[]) expect(image).toMatchObject({ url: expect.stringMatching(/^http/) });
    expect(images).not.toEqual([]);
  },
  async set_playlist_cover(scene) {
    const image = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
    const { outcome } = await scene.call({ playlist: 'Desk Hours', image });
    expect(outcome).toBe('done');
    expect(Buffer.from(named(scene, 'Desk Hours').cover ?? []).toString('base64')).toBe(image);
  },
};
