import { describe, expect, test } from 'vitest';
import { type Anything, createCaller, first } from '../../testing/caller.js';

interface List {
  readonly items: readonly Anything[];
  readonly total: number;
  readonly next: string | null;
}

const { emulator, get } = createCaller({ profile: 'extended' });
const { catalogue } = emulator.world;

test('new releases come newest first', async () => {
  const { body } = await get<{ albums: List }>('/browse/new-releases?limit=50');
  const dates = body.albums.items.map(({ release_date }) => String(release_date));
  expect(dates).toEqual(dates.toSorted().reverse());
  expect(body.albums.total).toBe(100);
  const all = catalogue.albums.list().filter(({ album_type }) => album_type !== 'compilation');
  const newest = all.toSorted((one, other) => other.release_date.localeCompare(one.release_date)).slice(0, 50);
  expect(body.albums.items.map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
});

test('categories are named in the language of the locale', async () => {
  const { body } = await get<{ categories: List }>('/browse/categories?limit=2&offset=1');
  const [category] = body.categories.items;
  expect(body.categories.next).toContain('/v1/browse/categories?limit=2&offset=3');
  expect((await get(`/browse/categories/${category?.id}`)).body.name).toBe('Harbour Folk');
  expect((await get(`/browse/categories/${category?.id}?locale=sv_SE`)).body.name).toBe('Hamnvisor');
  expect((await get(`/browse/categories/${category?.id}?locale=xx_XX`)).body.name).toBe('Harbour Folk');
  expect((await get(`/browse/categories/nothing`)).status).toBe(404);
  expect((await get(`/browse/categories?locale=Swedish`)).status).toBe(400);
  const icon = first((category?.icons ?? []) as { url: string }[]);
  expect((await emulator.fetch(icon.url)).headers.get('content-type')).toBe('image/jpeg');
});

test('every playlist of the house is featured, and stands on exactly one shelf', async () => {
  const featured = (await get<{ playlists: List }>('/browse/featured-playlists?limit=50')).body.playlists;
  const { body } = await get<{ categories: List }>('/browse/categories?limit=50');
  const shelves = await Promise.all(
    body.categories.items.map(({ id }) => get<{ playlists: List }>(`/browse/categories/${id}/playlists`)),
  );
  const onShelves = shelves.flatMap((shelf) => shelf.body.playlists.items.map(({ id }) => id));
  expect(onShelves.sort()).toEqual(featured.items.map(({ id }) => id).sort());
  expect(featured.total).toBe(12);
});

test('an artist has at most ten top tracks and twenty related artists of the same genres', async () => {
  const artist = first(catalogue.artists.list());
  const top = (await get<{ tracks: readonly Anything[] }>(`/artists/${artist.id}/top-tracks`)).body.tracks;
  const popularity = top.map((track) => Number(track.popularity));
  expect(top.length).toBeLessThanOrEqual(10);
  expect(popularity).toEqual(popularity.toSorted((one, other) => other - one));
  const related = await get<{ artists: readonly { id: string; genres: string[] }[] }>(
    `/artists/${artist.id}/related-artists`,
  );
  expect(related.body.artists).toHaveLength(20);
  for (const { id, genres } of related.body.artists) {
    expect(id).not.toBe(artist.id);
    expect(genres.some((genre) => artist.genres.includes(genre))).toBe(true);
  }
});

describe('recommendations', () => {
  const seed = first(catalogue.tracks.list());
  const recommend = async (query: string) =>
    (await get<{ tracks: readonly Anything[]; seeds: readonly Anything[] }>(`/recommendations?${query}`)).body;

  test('come from all seeds, without the seeds themselves, and no track twice', async () => {
    const { tracks, seeds } = await recommend(`seed_tracks=${seed.id}&seed_genres=glass-pop&limit=100`);
    const ids = tracks.map(({ id }) => id);
    expect([ids.length, new Set(ids).size, ids.includes(seed.id)]).toEqual([100, 100, false]);
    expect(seeds.map(({ type, id, href }) => [type, id, href === null])).toEqual([
      ['TRACK', seed.id, false],
      ['GENRE', 'glass-pop', true],
    ]);
  });

  test('keep within the bounds and come nearest to the target first', async () => {
    const query = `seed_genres=glass-pop&min_popularity=40&max_duration_ms=300000&target_popularity=50&limit=20`;
    const { tracks } = await recommend(query);
    const distances = tracks.map((track) => Math.abs(Number(track.popularity) - 50));
    expect(distances).toEqual(distances.toSorted((one, other) => one - other));
    expect(tracks.every((track) => Number(track.popularity) >= 40 && Number(track.duration_ms) <= 300_000)).toBe(true);
  });

  test.each(['', 'seed_genres=no-such', 'seed_artists=x', 'seed_genres=glass-pop&min_energy=much', 'limit=0'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/recommendations?${query}`)).status).toBe(400);
    },
  );

  test('refuses a sixth seed', async () => {
    const ids = catalogue.tracks.list().slice(0, 6);
    expect((await get(`/recommendations?seed_tracks=${ids.map(({ id }) => id).join(',')}`)).status).toBe(400);
  });
});

test('the markets are those in which anything is sold', async () => {
  expect((await get<{ markets: string[] }>('/markets')).body.markets).toContain('SE');
});

test('the older routes of playlists take a hundred and call what they remove tracks', async () => {
  const legacy = createCaller({ profile: 'development-legacy' });
  const playlist = first(legacy.emulator.world.user('listener').playlists);
  const path = `/playlists/${playlist.id}`;
  const uri = first(playlist.items).uri;
  expect((await legacy.get(`${path}/tracks?limit=100`)).status).toBe(200);
  expect((await legacy.get(`${path}/items?limit=51`)).status).toBe(400);
  const { body } = await legacy.get<{ items: readonly Anything[] }>(`${path}/tracks?limit=1`);
  expect(body.items[0]).toMatchObject({ track: { uri } });
  expect((await legacy.delete(`${path}/tracks`, { items: [{ uri }] })).status).toBe(400);
  expect((await legacy.delete(`${path}/tracks`, { tracks: [{ uri }] })).status).toBe(200);
  expect(playlist.items.map((item) => item.uri)).not.toContain(uri);
});
