import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, first, stage } from './stage.js';

drivesEveryToolOf('catalog');

describe('search_catalog', () => {
  test('sends every parameter', async () => {
    const { call, entries } = await stage();
    await call('search_catalog', { query: 'rain', kinds: ['album', 'track'], limit: 3, offset: 2, market: 'SE' });
    expect(entries()).toMatchObject([
      {
        path: '/v1/search',
        query: { q: 'rain', type: 'album,track', limit: '3', offset: '2', market: 'SE' },
        status: 200,
      },
    ]);
  });

  test('finds what the catalogue has, by name', async () => {
    const { call, emulator } = await stage();
    const album = first(emulator.world.catalogue.albums.list(), ({ markets }) => markets.includes('SE'));
    const { output, text } = await call('search_catalog', { query: album.name, kinds: ['album'], limit: 50 });
    expect(JSON.stringify(output)).toContain(album.uri);
    expect(text).toContain(album.uri);
  });

  test('reads page by page where Spotify gives no more than ten, and says what is left', async () => {
    const { call, requests } = await stage();
    const letters = await call('search_catalog', { query: 'a', kinds: ['track'], limit: 25 });
    expect(requests()).toEqual(['GET /v1/search', 'GET /v1/search', 'GET /v1/search']);
    expect(letters.output).toMatchObject({ results: [{ offset: 0, next_offset: 25 }] });
    const [result] = letters.output.results as [{ items: unknown[]; unavailable: number; total: number }];
    expect(result.items.length + result.unavailable).toBe(25);
    expect(letters.text).toContain(`${result.total - 25} more: offset=25`);
  });

  test('goes on where it was told to', async () => {
    const { call } = await stage();
    const uris = async (limit: number, offset: number): Promise<string[]> => {
      const { output } = await call('search_catalog', { query: 'a', limit, offset });
      const [result] = output.results as [{ items: { uri: string }[] }];
      return result.items.map(({ uri }) => uri);
    };
    expect([...(await uris(7, 0)), ...(await uris(7, 7))]).toEqual(await uris(14, 0));
  });

  test('survives the holes that Spotify has in lists of playlists', async () => {
    const { call } = await stage();
    const { output, text } = await call('search_catalog', { query: 'a', kinds: ['playlist'], limit: 50 });
    const [result] = output.results as [{ items: { uri: string }[]; unavailable: number }];
    expect(result.items.every(({ uri }) => uri.startsWith('spotify:playlist:'))).toBe(true);
    expect(result.unavailable).toBeGreaterThan(0);
    expect(text).toContain('hidden from this app');
  });

  test('says that there is nothing when there is nothing', async () => {
    const { call } = await stage();
    const { text } = await call('search_catalog', { query: 'zzzzqqqqxxxx', kinds: ['artist'] });
    expect(text).toBe('No artists found.');
  });

  test.each([
    [{ limit: 51 }],
    [{ offset: 1001 }],
    [{ kinds: [] }],
    [{ kinds: ['genre'] }],
    [{ market: 'Sweden' }],
    [{ query: ' ' }],
  ])('refuses %j before anything is sent', async (wrong) => {
    const { call, requests } = await stage();
    await expect(call('search_catalog', { query: 'a', ...wrong })).rejects.toThrow();
    expect(requests()).toEqual([]);
  });
});

describe('get_album', () => {
  test('reads an album and its tracks with one request', async () => {
    const { call, emulator, requests } = await stage();
    const album = first(
      emulator.world.catalogue.albums.list(),
      ({ markets, tracks }) => markets.includes('SE') && tracks.length > 3,
    );
    const { output, text } = await call('get_album', {
      album: `https://open.spotify.com/intl-sv/album/${album.id}?si=1`,
    });
    expect(requests()).toEqual([`GET /v1/albums/${album.id}`]);
    expect(output).toMatchObject({ name: album.name, uri: album.uri, total: album.tracks.length });
    expect((output.tracks as { uri: string }[]).map(({ uri }) => uri)).toEqual(album.tracks.map(({ uri }) => uri));
    expect(text.split('\n')[0]).toContain(album.name);
  });

  test('reads a later page where the album does not bring it along, and sends every parameter', async () => {
    const { call, emulator, entries } = await stage();
    const album = first(
      emulator.world.catalogue.albums.list(),
      ({ markets, tracks }) => markets.includes('SE') && tracks.length > 4,
    );
    const { output, text } = await call('get_album', { album: album.id, limit: 2, offset: 1, market: 'SE' });
    expect(entries()).toMatchObject([
      { path: `/v1/albums/${album.id}`, query: { market: 'SE' } },
      { path: `/v1/albums/${album.id}/tracks`, query: { market: 'SE', limit: '2', offset: '1' } },
    ]);
    expect(output).toMatchObject({ tracks: [{ number: 2 }, { number: 3 }], next_offset: 3 });
    expect(text).toContain('more: offset=3');
  });

  test('passes on that there is no such album', async () => {
    const { call } = await stage();
    await expect(call('get_album', { album: '0'.repeat(22) })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('get_artist', () => {
  test('reads an artist and a page of releases, and sends every parameter', async () => {
    const { call, emulator, entries } = await stage();
    const artist = first(emulator.world.catalogue.artists.list());
    const { output } = await call('get_artist', {
      artist: artist.uri,
      groups: ['album'],
      limit: 2,
      offset: 1,
      market: 'SE',
    });
    expect(entries()).toMatchObject([
      { path: `/v1/artists/${artist.id}` },
      {
        path: `/v1/artists/${artist.id}/albums`,
        query: { include_groups: 'album', limit: '2', offset: '1', market: 'SE' },
      },
    ]);
    expect(output).toMatchObject({ name: artist.name, uri: artist.uri });
  });

  test('lists the releases that the artist has', async () => {
    const { call, emulator } = await stage();
    const { catalogue } = emulator.world;
    const artist = first(catalogue.artists.list());
    const groups = ['album', 'single', 'compilation', 'appears_on'];
    const { output } = await call('get_artist', { artist: artist.id, groups, limit: 50 });
    const theirs = catalogue.albums
      .list()
      .filter(({ artists, markets }) => artists.includes(artist) && markets.includes('SE'));
    const listed = (output.albums as { uri: string }[]).map(({ uri }) => uri);
    expect(listed).toEqual(expect.arrayContaining(theirs.map(({ uri }) => uri)));
  });
});
