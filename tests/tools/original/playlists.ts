import { expect } from 'vitest';
import type { Stage } from '../stage.js';
import { addresses, foreign, type Jobs, own, some, urisOf } from './job.js';

const image = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');

/** A playlist of five songs, and their addresses. */
async function made(on: Stage): Promise<readonly string[]> {
  const songs = addresses(some(on, 'tracks', 5));
  await on.call('create_playlist', { name: 'Mine', items: songs });
  return songs;
}

const held = (on: Stage): readonly string[] => urisOf(own(on, 'Mine').items);

/** The tools of playlists that are open to every app. */
export const playlistJobs: Jobs = {
  async get_user_playlists(on) {
    const { output } = await on.call('list_playlists', { limit: 2, offset: 1 });
    expect(output.total).toBe(on.listener.playlists.length);
    expect(urisOf(output.playlists)).toEqual(urisOf(on.listener.playlists).slice(1, 3));
  },
  async get_playlist(on) {
    const songs = await made(on);
    const { uri } = own(on, 'Mine');
    const { output } = await on.call('get_playlist', { playlist_id: uri, limit: 2, offset: 1 });
    expect(output).toMatchObject({ name: 'Mine', uri, total: 5 });
    expect(urisOf(output.items)).toEqual(songs.slice(1, 3));
  },
  async create_playlist(on) {
    await on.call('create_playlist', { name: 'Open', public: true, description: 'For all' });
    await on.call('create_playlist', { name: 'Together', collaborative: true });
    expect(own(on, 'Open')).toMatchObject({ public: true, description: 'For all', collaborative: false });
    expect(own(on, 'Together')).toMatchObject({ public: false, collaborative: true });
  },
  async change_playlist_details(on) {
    await made(on);
    await on.call('update_playlist', { playlist: 'Mine', description: 'Said', public: true });
    expect(own(on, 'Mine')).toMatchObject({ description: 'Said', public: true });
    await on.call('update_playlist', {
      playlist: 'Mine',
      name: 'Ours',
      description: '',
      public: false,
      collaborative: true,
    });
    expect(own(on, 'Ours')).toMatchObject({ description: '', public: false, collaborative: true });
  },
  async add_tracks_to_playlist(on) {
    const songs = await made(on);
    const [, , , , , more] = some(on, 'tracks', 6);
    await on.call('add_to_playlist', { playlist: 'Mine', uris: [more?.uri], position: 2 });
    expect(held(on)).toEqual(songs.toSpliced(2, 0, more?.uri ?? ''));
  },
  async remove_tracks_from_playlist(on) {
    const songs = await made(on);
    on.person.answer = 'yes';
    await on.call('remove_from_playlist', { playlist: 'Mine', uris: songs.slice(1, 3) });
    expect(held(on)).toEqual(songs.toSpliced(1, 2));
  },
  async update_playlist_items(on) {
    const [a, b, c, d, e] = await made(on);
    await on.call('move_in_playlist', { playlist: 'Mine', range_start: 0, insert_before: 4, range_length: 2 });
    expect(held(on)).toEqual([c, d, a, b, e]);
  },
  async get_playlist_cover_image(on) {
    const { output } = await on.call('get_playlist_cover', { playlist: 'Desk Hours' });
    const { id } = own(on, 'Desk Hours');
    for (const { url } of output.images as readonly { url: string }[]) expect(url).toContain(id);
    expect(output.images).not.toEqual([]);
  },
  async add_custom_playlist_cover_image(on) {
    await made(on);
    await on.call('set_playlist_cover', { playlist: 'Mine', image });
    expect(Buffer.from(own(on, 'Mine').cover ?? []).toString('base64')).toBe(image);
  },
  async follow_playlist(on) {
    const theirs = foreign(on);
    await on.call('save_to_library', { items: [theirs.uri] });
    expect(on.listener.playlists).toContain(theirs);
  },
  async unfollow_playlist(on) {
    const theirs = foreign(on);
    await on.call('save_to_library', { items: [theirs.uri] });
    on.person.answer = 'yes';
    await on.call('delete_playlist', { playlist: theirs.uri });
    expect(on.listener.playlists).not.toContain(theirs);
    expect(on.emulator.world.playlists.has(theirs.id)).toBe(true);
  },
};
