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
    expect(text).toContain(`${album.id} ${album.name}`);
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

describe('get_items', () => {
  test('looks up things of every kind at once, in order', async () => {
    const { call, emulator } = await stage();
    const { catalogue } = emulator.world;
    const uris = [
      catalogue.tracks,
      catalogue.albums,
      catalogue.artists,
      catalogue.shows,
      catalogue.episodes,
      catalogue.audiobooks,
      catalogue.chapters,
    ].map(
      (kind) =>
        first<{ uri: string; markets?: readonly string[] }>(
          kind.list(),
          ({ markets }) => markets?.includes('SE') !== false,
        ).uri,
    );
    const { output } = await call('get_items', { ids: uris, market: 'SE' });
    expect((output.items as { uri: string }[]).map(({ uri }) => uri)).toEqual(uris);
  });

  test('does not let one that is gone hide the others', async () => {
    const { call, emulator } = await stage();
    const track = first(emulator.world.catalogue.tracks.list(), ({ markets }) => markets.includes('SE'));
    const { output } = await call('get_items', { items: [`track:${'0'.repeat(22)}`, track.uri] });
    expect(output.items).toMatchObject([{ error: 'not_found' }, { uri: track.uri, duration_ms: expect.any(Number) }]);
  });

  test('knows what is playing', async () => {
    const { call, listener } = await stage();
    expect((await call('get_items', { items: ['current'] })).output.items).toMatchObject([
      { uri: listener.player.item },
    ]);
  });

  test('lists candidates for a name that nothing has', async () => {
    const { call } = await stage();
    const failure = call('get_items', { items: ['the artist called Tamsin'] });
    await expect(failure).rejects.toMatchObject({
      code: 'ambiguous',
      hint: expect.stringContaining('spotify:artist:'),
    });
    await expect(call('get_items', { items: ['zzzz qqqq xxxx'] })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('get_show', () => {
  test.each(['shows', 'audiobooks'] as const)(
    'reads %s with what they consist of, page by page',
    async (collection) => {
      const { call, emulator, entries } = await stage();
      const show = first<{ id: string; uri: string; name: string; markets: readonly string[] }>(
        emulator.world.catalogue[collection].list(),
        ({ markets }) => markets.includes('SE'),
      );
      const { output, text } = await call('get_show', { show: show.uri, limit: 2, offset: 1, market: 'SE' });
      expect(output).toMatchObject({ name: show.name, uri: show.uri, offset: 1 });
      expect(entries().find(({ query }) => query.limit !== undefined)?.query).toEqual({
        market: 'SE',
        limit: '2',
        offset: '1',
      });
      expect(text).toContain(collection === 'shows' ? 'episodes:' : 'chapters:');
    },
  );
});
