import { describe, expect, test, vi } from 'vitest';
import { createCaller, first } from '../../testing/caller.js';
import { createSpotifyEmulator } from '../emulator.js';
import { fold } from '../search/query.js';
import { createMusic } from './music.js';

// All of a larger world is looked at, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const caller = createCaller({ scale: 'medium', profile: 'extended' });
const { catalogue } = caller.emulator.world;
/** Places spread over a whole collection. */
const places = ({ size }: { readonly size: number }) => Array.from({ length: 200 }, (_, step) => (step * 7919) % size);

test('a world of another scale is as large as it says', () => {
  expect(catalogue.tracks.size).toBeGreaterThan(100_000);
  expect(catalogue.tracks.size).toBeLessThan(150_000);
  expect(() => createSpotifyEmulator({ scale: 'huge' as never })).toThrow("There is no scale 'huge'");
});

test.each(['artists', 'albums', 'tracks'] as const)('every id of the %s leads back to its place', (kind) => {
  const collection = catalogue[kind];
  for (const place of places(collection)) {
    const thing = collection.at(place);
    expect(collection.indexOf(thing?.id ?? '')).toBe(place);
    expect(collection.get(thing?.id ?? '')?.uri).toBe(thing?.uri);
  }
  for (const nothing of ['', 'short', '0000000000000000000000', '!!!!!!!!!!!!!!!!!!!!!!', `${collection.at(0)?.id}x`]) {
    expect(collection.get(nothing)).toBeUndefined();
  }
  expect([collection.at(-1), collection.at(collection.size), collection.at(0.5)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('what was made and forgotten is made again alike', () => {
  const [one, two] = [createMusic(3), createMusic(3)];
  const track = two.tracks.at(4_000);
  one.tracks.list();
  expect(JSON.stringify({ ...track, album: track?.album.name })).toBe(
    JSON.stringify({ ...one.tracks.at(4_000), album: one.tracks.at(4_000)?.album.name }),
  );
});

test('a track stands where its album says', () => {
  for (const place of places(catalogue.tracks)) {
    const track = catalogue.tracks.at(place);
    expect(track?.album.tracks[(track?.track_number ?? 0) - 1]?.id).toBe(track?.id);
    expect(track?.album.trackCount).toBe(track?.album.tracks.length);
  }
});

test('no two artists are called alike, few have a numeral, and many scripts are written', () => {
  const names = catalogue.artists.list().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => / (\d+|[IVX]{2,})$/.test(name)).length).toBeLessThan(names.length / 20);
  const scripts = ['Han', 'Hangul', 'Cyrillic', 'Greek', 'Arabic', 'Devanagari'];
  for (const script of scripts)
    expect(names.filter((name) => new RegExp(`\\p{sc=${script}}`, 'u').test(name)).length).toBeGreaterThan(5);
});

test('an ISRC names one recording, on all of its releases', () => {
  const names = new Map<string, string>();
  for (const track of catalogue.tracks.list()) {
    expect(track.isrc).toMatch(/^ZZ[A-Z0-9]{3}\d{7}$/);
    const known = names.get(track.isrc);
    if (known !== undefined && known !== track.name) throw new Error(`${track.isrc} is ${known} and ${track.name}`);
    names.set(track.isrc, track.name);
  }
});

describe('search finds', () => {
  interface Answer {
    readonly tracks: { readonly total: number; readonly items: readonly { id: string; name: string }[] };
    readonly albums: Answer['tracks'];
    readonly artists: Answer['tracks'];
  }
  const search = async (q: string, type = 'track', more = '') =>
    (await caller.get<Answer>(`/search?type=${type}&q=${encodeURIComponent(q)}${more}`)).body;

  test('exactly what one would find by looking at each', async () => {
    const words = ['amber', 'voss'];
    const meets = (text: string) => words.every((word) => ` ${fold(text)}`.includes(` ${word}`));
    const expected = catalogue.tracks
      .list()
      .filter(({ name, artists, album }) => meets([name, ...artists.map((each) => each.name), album.name].join(' ')));
    const { tracks } = await search(words.join(' '));
    expect(expected.length).toBeGreaterThan(0);
    expect(tracks.total).toBe(expected.length);
  });

  test('pages that follow each other without gap and without repeating', async () => {
    const pages = await Promise.all(
      [0, 50, 100].map((offset) => search('lighthouse', 'track', `&limit=50&offset=${offset}`)),
    );
    const ids = pages.flatMap(({ tracks }) => tracks.items.map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([150, 150]);
  });

  test('every release of a recording by its ISRC, also that of another registrant', async () => {
    const collected = first(catalogue.albums.list().filter(({ album_type }) => album_type === 'compilation'));
    const { isrc, id } = first(collected.tracks);
    const { tracks } = await search(`isrc:${isrc}`);
    expect(tracks.total).toBeGreaterThanOrEqual(2);
    expect(tracks.items.map((each) => each.id)).toContain(id);
    const last = catalogue.tracks.at(catalogue.tracks.size - 1);
    expect((await search(`isrc:${last?.isrc}`)).tracks.items.map((each) => each.id)).toContain(last?.id);
  });

  test('albums by UPC, tag, year and artist, tracks by genre and guest', async () => {
    const album = catalogue.albums.at(777);
    expect((await search(`upc:${album?.upc}`, 'album')).albums.items).toMatchObject([{ id: album?.id }]);
    const { albums } = await search('tag:new year:2025', 'album');
    expect(albums.total).toBe((await search('year:2025', 'album')).albums.total);
    const track = first(catalogue.tracks.list().filter(({ artists }) => artists.length > 1));
    const guest = first(track.artists.slice(1));
    const found = await search(`artist:"${guest.name}" track:"${track.name}"`, 'track', '&limit=50');
    expect(found.tracks.items.map(({ id }) => id)).toContain(track.id);
    const genre = first(guest.genres);
    expect((await search(`genre:"${genre}"`)).tracks.total).toBeGreaterThan(1_000);
    expect((await search('genre:"no such"')).tracks.total).toBe(0);
    const artist = catalogue.artists.at(5);
    const year = catalogue.albums.at(15)?.release_date.slice(0, 4);
    const named = await search(`artist:"${artist?.name}" year:${year}`, 'artist');
    expect(named.artists.items.map(({ id }) => id)).toContain(artist?.id);
    expect((await search('amber soup:x', 'artist')).artists.total).toBe(0);
  });
});
