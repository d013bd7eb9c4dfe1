import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, first, stage } from './stage.js';

drivesEveryToolOf('browse');

describe('browse_catalog in extended mode', () => {
  test.each([
    ['new_releases', '/v1/browse/new-releases'],
    ['categories', '/v1/browse/categories'],
    ['genre_seeds', '/v1/recommendations/available-genre-seeds'],
    ['markets', '/v1/markets'],
  ])('lists %s', async (what, path) => {
    const { call, entries } = await stage({ profile: 'extended' });
    const { output } = await call('browse_catalog', { what, limit: 2 });
    expect(entries()).toMatchObject([{ path }]);
    expect(output).toMatchObject({ items: { length: 2 }, next_offset: 2 });
  });

  test('lists the playlists of a category, and one category', async () => {
    const { call, requests } = await stage({ profile: 'extended' });
    const { output } = await call('browse_catalog', { what: 'categories', limit: 1 });
    const [{ id }] = output.items as [{ id: string }];
    await call('browse_catalog', { what: 'categories', category: id });
    await call('browse_catalog', { what: 'category_playlists', category: id });
    await call('browse_catalog', { what: 'featured_playlists' });
    expect(requests().slice(1)).toEqual([
      `GET /v1/browse/categories/${id}`,
      `GET /v1/browse/categories/${id}/playlists`,
      'GET /v1/browse/featured-playlists',
    ]);
  });
});

test('what is closed to the app is said to be closed', async () => {
  const { call } = await stage();
  await expect(call('browse_catalog', { what: 'new_releases' })).rejects.toMatchObject({
    code: expect.stringMatching(/^forbidden/),
  });
});

test('get_recommendations takes songs, artists and genres as seeds', async () => {
  const { call, emulator, entries } = await stage({ profile: 'extended' });
  const track = first(emulator.world.catalogue.tracks.list());
  const { output } = await call('get_recommendations', {
    seeds: [track.uri],
    features: { target_energy: 0.5 },
    limit: 3,
  });
  expect(entries()).toMatchObject([
    { path: '/v1/recommendations', query: { seed_tracks: track.id, target_energy: '0.5' } },
  ]);
  expect(output).toMatchObject({ items: { length: 3 } });
  await expect(call('get_recommendations', {})).rejects.toThrow('0 seeds');
});

test('get_audio_features asks once for many, and for the analysis of the first', async () => {
  const { call, emulator, requests } = await stage({ profile: 'extended' });
  const ids = emulator.world.catalogue.tracks
    .list()
    .slice(0, 2)
    .map(({ id }) => id);
  const { output } = await call('get_audio_features', { ids, analysis: true });
  expect(requests()).toEqual(['GET /v1/audio-features', `GET /v1/audio-analysis/${ids[0]}`]);
  expect(output).toMatchObject({
    features: [{ tempo: expect.any(Number) }, {}],
    analysis: { bars: expect.any(Number) },
  });
});

describe('get_artist_profile', () => {
  test('brings top tracks and related artists where they are open', async () => {
    const { call, emulator } = await stage({ profile: 'extended' });
    const artist = first(emulator.world.catalogue.artists.list());
    const { output } = await call('get_artist_profile', { artist: artist.uri });
    expect(output).toMatchObject({ name: artist.name, closed: [] });
    expect((output.top_tracks as unknown[]).length).toBeGreaterThan(0);
  });

  test('names what is closed where it is', async () => {
    const { call, emulator } = await stage();
    const artist = first(emulator.world.catalogue.artists.list());
    const { output } = await call('get_artist_profile', { artist: artist.uri });
    expect(output).toMatchObject({ name: artist.name, closed: expect.arrayContaining(['related artists']) });
  });
});

test('get_user reads who it is and their playlists', async () => {
  const { call, requests } = await stage({ profile: 'extended' });
  const { output } = await call('get_user', { user: 'spotify:user:neighbour' });
  expect(requests()).toEqual(['GET /v1/users/neighbour', 'GET /v1/users/neighbour/playlists']);
  expect((output.playlists as unknown[]).length).toBeGreaterThan(0);
});
