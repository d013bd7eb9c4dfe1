import { describe, expect, test } from 'vitest';
import { type Anything, callerFor, createCaller, first } from '../../testing/caller.js';

interface Paging {
  readonly href: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: number;
  readonly limit: number;
  readonly items: readonly Anything[];
}

const { emulator, get } = createCaller();
const { catalogue } = emulator.world;
const album = first(catalogue.albums.list());
const artist = first(catalogue.artists.list());
const track = first(album.tracks);
const show = first(catalogue.shows.list());
const book = first(catalogue.audiobooks.list());

describe('reading the catalogue', () => {
  test('gives an album with the first page of its tracks', async () => {
    const { status, body } = await get<Anything & { tracks: Paging }>(`/albums/${album.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: album.id, name: album.name, type: 'album', total_tracks: album.tracks.length });
    expect(body.tracks.items.map(({ id }) => id)).toEqual(album.tracks.map(({ id }) => id));
    expect(body.external_ids).toEqual({ upc: album.upc });
  });

  test('gives the tracks of an album in pages with absolute links', async () => {
    const { body } = await get<Paging>(`/albums/${album.id}/tracks?limit=2&offset=2`);
    const base = `https://emulator.tonearm.invalid/v1/albums/${album.id}/tracks`;
    expect(body).toMatchObject({
      href: `${base}?limit=2&offset=2`,
      next: `${base}?limit=2&offset=4`,
      previous: `${base}?limit=2&offset=0`,
      total: album.tracks.length,
    });
    expect(body.items.map(({ id }) => id)).toEqual(album.tracks.slice(2, 4).map(({ id }) => id));
    // The page before the second track begins with the first, and not before it.
    const second = await get<Paging>(`/albums/${album.id}/tracks?limit=2&offset=1`);
    expect(second.body.previous).toBe(`${base}?limit=2&offset=0`);
  });

  test('an album on which somebody sings along twice is listed once', async () => {
    const extended = createCaller({ profile: 'extended' });
    const all = extended.emulator.world.catalogue.albums.list();
    const guestsOf = (album: (typeof all)[number]) => album.tracks.flatMap(({ artists }) => artists.slice(1));
    const album = first(all.filter((each) => new Set(guestsOf(each)).size < guestsOf(each).length));
    const guest = first(guestsOf(album).filter((each, place, guests) => guests.indexOf(each) !== place));
    const path = `/artists/${guest.id}/albums?include_groups=appears_on&limit=50`;
    const { body } = await extended.get<{ items: { id: string }[] }>(path);
    expect(body.items.filter(({ id }) => id === album.id)).toHaveLength(1);
  });

  test('lists the releases of an artist group by group, the newest first within each', async () => {
    const extended = createCaller({ profile: 'extended' });
    const groups = ['album', 'single', 'compilation', 'appears_on'];
    interface Release {
      readonly album_group: string;
      readonly release_date: string;
    }
    const listed = async (id: string) =>
      (await extended.get<{ items: Release[] }>(`/artists/${id}/albums?limit=50`)).body.items;
    let mixed = 0;
    for (const { id } of catalogue.artists.list()) {
      const releases = await listed(id);
      const places = releases.map(({ album_group }) => groups.indexOf(album_group));
      expect(places).toEqual(places.toSorted());
      for (const [place, release] of releases.slice(1).entries()) {
        const before = releases[place];
        if (before?.album_group !== release.album_group) mixed += 1;
        else expect(before.release_date >= release.release_date).toBe(true);
      }
    }
    expect(mixed).toBeGreaterThan(0);
  });

  test('gives an artist, their releases, and only the groups asked for', async () => {
    expect((await get(`/artists/${artist.id}`)).body).toMatchObject({
      id: artist.id,
      name: artist.name,
      genres: artist.genres,
    });
    const all = await get<Paging>(`/artists/${artist.id}/albums?limit=10`);
    const singles = await get<Paging>(`/artists/${artist.id}/albums?include_groups=single,compilation`);
    expect(all.body.total).toBeGreaterThan(singles.body.total);
    expect(singles.body.items.every(({ album_type }) => album_type !== 'album')).toBe(true);
  });

  test('gives a track with its album and its ISRC', async () => {
    expect((await get(`/tracks/${track.id}`)).body).toMatchObject({
      id: track.id,
      uri: track.uri,
      album: { id: album.id },
      external_ids: { isrc: track.isrc },
    });
  });

  test('gives shows and their episodes, with where the listener stopped', async () => {
    const episode = first(show.episodes);
    expect((await get(`/shows/${show.id}`)).body).toMatchObject({
      name: show.name,
      total_episodes: show.episodes.length,
    });
    expect((await get<Paging>(`/shows/${show.id}/episodes?limit=3`)).body.items).toHaveLength(3);
    expect((await get(`/episodes/${episode.id}`)).body).toMatchObject({
      name: episode.name,
      show: { id: show.id },
      resume_point: { fully_played: false, resume_position_ms: 0 },
    });
    const unscoped = callerFor(emulator, { scopes: [] });
    expect((await unscoped.get(`/episodes/${episode.id}`)).body).not.toHaveProperty('resume_point');
  });

  test('gives audiobooks and their chapters', async () => {
    const chapter = first(book.chapters);
    expect((await get(`/audiobooks/${book.id}`)).body).toMatchObject({
      name: book.name,
      total_chapters: book.chapters.length,
    });
    expect((await get<Paging>(`/audiobooks/${book.id}/chapters?limit=2&offset=1`)).body.items[0]).toMatchObject({
      chapter_number: 1,
    });
    expect((await get(`/chapters/${chapter.id}`)).body).toMatchObject({
      name: chapter.name,
      audiobook: { id: book.id },
    });
  });

  test.each(['albums', 'artists', 'tracks', 'shows', 'episodes', 'audiobooks', 'chapters'])(
    'refuses ids of %s that are none',
    async (noun) => {
      expect((await get(`/${noun}/nonsense`)).body.error).toEqual({ status: 400, message: 'Invalid base62 id' });
      expect((await get(`/${noun}/0000000000000000000000`)).status).toBe(404);
    },
  );
});

describe('profiles', () => {
  const gone = ['available_markets', 'popularity', 'label', 'album_group', 'followers', 'publisher', 'linked_from'];

  test('development leaves the removed fields out', async () => {
    for (const path of [`/albums/${album.id}`, `/artists/${artist.id}`, `/tracks/${track.id}`, `/shows/${show.id}`]) {
      const { body } = await get(path);
      expect(Object.keys(body).filter((name) => gone.includes(name))).toEqual([]);
    }
  });

  test('extended has them', async () => {
    const extended = createCaller({ profile: 'extended' });
    expect((await extended.get(`/albums/${album.id}`)).body).toMatchObject({
      label: album.label,
      popularity: album.popularity,
    });
    expect((await extended.get(`/artists/${artist.id}`)).body).toMatchObject({
      followers: { total: artist.followers },
    });
    expect((await extended.get(`/tracks/${track.id}`)).body).toMatchObject({ popularity: track.popularity });
    expect((await extended.get(`/shows/${show.id}`)).body).toMatchObject({ publisher: show.publisher });
  });
});

test('covers can be fetched and are drawn alike every time', async () => {
  const { body } = await get<{ images: { url: string; width: number }[] }>(`/albums/${album.id}`);
  const { url, width } = first(body.images);
  const [one, two] = [await emulator.fetch(url), await emulator.fetch(url)];
  expect([one.headers.get('content-type'), width]).toEqual(['image/jpeg', 640]);
  expect(Buffer.from(await two.arrayBuffer()).equals(Buffer.from(await one.arrayBuffer()))).toBe(true);
  expect((await emulator.fetch('/image/nothing')).status).toBe(404);
});
