import { expect } from 'vitest';
import { type Stage, uris } from '../stage.js';
import { type Job, type Jobs, some, urisOf } from './job.js';

/** What `browse_catalog` lists, each of it known to the emulator. */
const browses =
  (
    input: (on: Stage) => Promise<Readonly<Record<string, unknown>>>,
    isKnown: (on: Stage, entry: Entry) => boolean,
  ): Job =>
  async (on) => {
    const { output } = await on.call('browse_catalog', { limit: 2, ...(await input(on)) });
    const items = output.items as readonly Entry[];
    expect(items.length).toBeGreaterThan(0);
    for (const entry of items) expect(isKnown(on, entry)).toBe(true);
  };

interface Entry {
  readonly name: string;
  readonly uri?: string;
  readonly id?: string;
}

const firstCategory = async (on: Stage): Promise<Entry> =>
  ((await on.call('browse_catalog', { what: 'categories', limit: 1 })).output.items as [Entry])[0];
const isPlaylist = ({ emulator }: Stage, { uri = '' }: Entry): boolean =>
  emulator.world.playlists.has(uri.split(':')[2] ?? '');
const [isCategory, isWord] = [
  (_on: Stage, { id }: Entry) => id !== undefined,
  (_on: Stage, { name }: Entry) => name !== '',
];

const features =
  (count: number): Job =>
  async (on) => {
    const songs = uris(on, count);
    const { output } = await on.call('get_audio_features', { items: songs });
    expect(output.features).toMatchObject(songs.map((uri) => ({ uri, tempo: expect.any(Number) })));
  };

/** What Spotify has closed to new apps, as it is for those that still have it. */
export const closedJobs: Jobs = {
  async get_recommendations(on) {
    const [song = ''] = uris(on, 1);
    const [artist] = some(on, 'artists');
    const [genre] = (await on.call('browse_catalog', { what: 'genre_seeds', limit: 1 })).output.items as [Entry];
    const { output } = await on.call('get_recommendations', {
      ...{ seeds: [song, artist?.uri], genres: [genre.name], limit: 7 },
      features: { target_energy: 0.6, min_tempo: 80 },
    });
    expect(on.entries().at(-1)?.query).toMatchObject({
      seed_genres: genre.name,
      target_energy: '0.6',
      min_tempo: '80',
    });
    for (const uri of urisOf(output.items)) {
      expect(on.emulator.world.catalogue.tracks.get(uri.split(':')[2] ?? '')).toBeDefined();
    }
    expect(output.items).toHaveLength(7);
  },
  get_new_releases: browses(
    async () => ({ what: 'new_releases', offset: 1 }),
    ({ emulator }, { uri = '' }) => emulator.world.catalogue.albums.get(uri.split(':')[2] ?? '') !== undefined,
  ),
  get_featured_playlists: browses(async () => ({ what: 'featured_playlists' }), isPlaylist),
  get_category_playlists: browses(
    async (on) => ({ what: 'category_playlists', category: (await firstCategory(on)).id }),
    isPlaylist,
  ),
  get_several_browse_categories: browses(async () => ({ what: 'categories' }), isCategory),
  async get_single_browse_category(on) {
    const { id, name } = await firstCategory(on);
    const { output } = await on.call('browse_catalog', { what: 'categories', category: id });
    expect(output.items).toEqual([{ name, id }]);
  },
  get_available_genre_seeds: browses(async () => ({ what: 'genre_seeds' }), isWord),
  get_available_markets: browses(
    async () => ({ what: 'markets', limit: 50 }),
    (_on, { name }) => /^[A-Z]{2}$/.test(name),
  ),
  async get_user_profile(on) {
    const { id, display_name } = on.emulator.world.user('neighbour');
    expect((await on.call('get_user', { user: id })).output).toMatchObject({ id, name: display_name });
  },
  async get_user_playlists_by_id(on) {
    const shown = on.emulator.world.user('neighbour').playlists.filter(({ public: isPublic }) => isPublic);
    const { output } = await on.call('get_user', { user: 'neighbour', limit: 50 });
    expect(urisOf(output.playlists).toSorted()).toEqual(urisOf(shown).toSorted());
  },
  async get_artist_top_tracks(on) {
    const [artist] = some(on, 'artists');
    const { output } = await on.call('get_artist_profile', { artist: artist?.id, market: 'SE' });
    const theirs = on.emulator.world.catalogue.tracks
      .list()
      .filter(({ artists }) => artists.some(({ id }) => id === artist?.id));
    for (const uri of urisOf(output.top_tracks)) expect(urisOf(theirs)).toContain(uri);
    expect(urisOf(output.top_tracks).length).toBeGreaterThan(0);
  },
  async get_artist_related_artists(on) {
    const [artist] = some(on, 'artists');
    const { output } = await on.call('get_artist_profile', { artist: artist?.id });
    expect(urisOf(output.related).length).toBeGreaterThan(0);
    expect(urisOf(output.related)).not.toContain(artist?.uri);
  },
  get_tracks_audio_features: features(3),
  get_track_audio_features: features(1),
  async get_track_audio_analysis(on) {
    const { output } = await on.call('get_audio_features', { items: uris(on, 1), analysis: true });
    expect(output.analysis).toMatchObject({ sections: expect.any(Number), beats: expect.any(Number) });
  },
};
