import { expect } from 'vitest';
import type { Stage } from '../stage.js';
import { addresses, foreign, ids, type Jobs, some, urisOf } from './job.js';

const guest = 'spotify:user:guest';
const artists = (on: Stage) => some(on, 'artists', 3);

/** The tools of the person, of their taste, and of whom they follow. */
export const peopleJobs: Jobs = {
  async get_current_user(on) {
    const { id, display_name } = on.listener;
    expect((await on.call('get_profile')).output).toMatchObject({ id, name: display_name });
  },
  async get_top_items(on) {
    for (const kind of ['tracks', 'artists'] as const) {
      for (const time_range of ['short_term', 'medium_term', 'long_term']) {
        const { output } = await on.call('list_top_items', { kind, time_range, limit: 3, offset: 1 });
        expect(urisOf(output.items)).toHaveLength(3);
      }
    }
    const { output } = await on.call('list_top_items', { kind: 'artists', time_range: 'long_term', limit: 5 });
    expect(urisOf(output.items)).toEqual(on.listener.top.artists.slice(0, 5));
  },
  async get_followed_artists(on) {
    const all = (await on.call('list_library', { kind: 'artists', limit: 200 })).output;
    for (const uri of urisOf(all.items)) expect(on.listener.library.has(uri)).toBe(true);
    const { output } = await on.call('list_library', { kind: 'artists', limit: 2, offset: 1 });
    expect(urisOf(output.items)).toEqual(urisOf(all.items).slice(1, 3));
  },
  async follow_artists_or_users(on) {
    await on.call('save_to_library', { ids: ids(artists(on)), kind: 'artist' });
    await on.call('save_to_library', { ids: ['guest'], kind: 'user' });
    for (const uri of [...addresses(artists(on)), guest]) expect(on.listener.library.has(uri)).toBe(true);
  },
  async unfollow_artists_or_users(on) {
    for (const uri of [...addresses(artists(on)), guest]) on.listener.library.add(uri);
    on.person.answer = 'yes';
    await on.call('remove_from_library', { ids: ids(artists(on)), kind: 'artist' });
    await on.call('remove_from_library', { ids: ['guest'], kind: 'user' });
    for (const uri of [...addresses(artists(on)), guest]) expect(on.listener.library.has(uri)).toBe(false);
  },
  async check_following_artists_or_users(on) {
    const [one, two] = artists(on);
    on.listener.library.add(one?.uri ?? '');
    on.listener.library.delete(two?.uri ?? '');
    const followed = async (of: readonly (string | undefined)[], kind: string) =>
      (await on.call('check_library', { ids: of, kind })).output.items;
    expect(await followed([one?.id, two?.id], 'artist')).toMatchObject([{ saved: true }, { saved: false }]);
    expect(await followed(['guest'], 'user')).toMatchObject([{ saved: false }]);
    on.listener.library.add(guest);
    expect(await followed(['guest'], 'user')).toMatchObject([{ saved: false }]);
  },
  async check_current_user_follows_playlist(on) {
    const theirs = foreign(on);
    const mine = on.listener.playlists[0];
    const { output } = await on.call('check_library', { items: [theirs.uri, mine?.uri] });
    expect(output.items).toEqual([
      { uri: theirs.uri, saved: false },
      { uri: mine?.uri, saved: true },
    ]);
  },
};
