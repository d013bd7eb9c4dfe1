import { expect } from 'vitest';
import { first } from '../stage.js';
import { addresses, type Jobs, own, some, urisOf } from './job.js';

/** The tools that the original made of several others. */
export const compositeJobs: Jobs = {
  async create_playlist_with_tracks(on) {
    const songs = addresses(some(on, 'tracks', 120));
    await on.call('create_playlist', { name: 'Many', track_uris: songs, public: true, description: 'All at once' });
    expect(own(on, 'Many')).toMatchObject({ public: true, description: 'All at once' });
    expect(urisOf(own(on, 'Many').items)).toEqual(songs);
  },
  async search_and_create_playlist(on) {
    const { output } = await on.call('search_catalog', { query: 'a', limit: 5 });
    const [{ items }] = output.results as [{ items: unknown }];
    await on.call('create_playlist', { name: 'Found', items: urisOf(items) });
    expect(urisOf(own(on, 'Found').items)).toEqual(urisOf(items));
  },
  async get_listening_summary(on) {
    const { output } = await on.call('get_listening_summary', { time_range: 'long_term' });
    expect(urisOf(output.tracks)[0]).toBe(on.listener.top.tracks[0]);
    expect(urisOf(output.artists)[0]).toBe(on.listener.top.artists[0]);
  },
  async save_multiple_items(on) {
    const things = [...some(on, 'tracks', 60), ...some(on, 'albums', 2), ...some(on, 'artists', 2)];
    await on.call('save_to_library', { items: addresses(things) });
    for (const uri of addresses(things)) expect(on.listener.library.has(uri)).toBe(true);
  },
  async search_and_play(on) {
    const { tracks } = on.emulator.world.catalogue;
    const { name, uri, artists } = first(tracks.list(), ({ markets }) => markets.includes(on.listener.country));
    await on.call('start_playback', { item: `${name} by ${artists[0]?.name}`, kind: 'track', device: 'Kitchen' });
    expect(on.listener.player).toMatchObject({ is_playing: true, item: uri });
    expect(on.listener.player.device?.name).toBe('Kitchen');
  },
};

/** Those that need what Spotify has closed to new apps. */
export const closedCompositeJobs: Jobs = {
  async get_artist_full_profile(on) {
    const [artist] = some(on, 'artists');
    const profile = (await on.call('get_artist_profile', { artist: artist?.id })).output;
    const { output } = await on.call('get_artist', { artist: artist?.id, limit: 20 });
    expect([profile.name, output.name]).toEqual([artist?.name, artist?.name]);
    for (const list of [profile.top_tracks, output.albums]) expect(urisOf(list).length).toBeGreaterThan(0);
  },
  async compare_user_libraries(on) {
    const theirs = first(on.emulator.world.user('neighbour').playlists, ({ public: isPublic }) => isPublic === true);
    const shared = urisOf(theirs.items)
      .filter((uri) => uri.startsWith('spotify:track:'))
      .slice(0, 2);
    for (const uri of shared) on.listener.library.add(uri);
    const { playlists } = (await on.call('get_user', { user: 'neighbour', limit: 50 })).output;
    expect(urisOf(playlists)).toContain(theirs.uri);
    const input = { first: theirs.uri, second: 'liked songs', same: 'id' };
    const { output } = await on.call('compare_playlists', input);
    const saved = new Set(urisOf(theirs.items).filter((uri) => on.listener.library.has(uri)));
    expect(saved.size).toBeGreaterThanOrEqual(2);
    expect(output.both).toBe(saved.size);
  },
};
