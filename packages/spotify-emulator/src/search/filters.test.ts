import { describe, expect, test } from 'vitest';
import { createCaller, first } from '../../testing/caller.js';
import type { Album, Artist, Track } from '../index.js';
import { fold } from './query.js';

const { emulator, get } = createCaller({ profile: 'extended' });
const { artists, albums, tracks } = emulator.world.catalogue;
const everything = { artist: artists.list(), album: albums.list(), track: tracks.list() };
type Kind = keyof typeof everything;

/** The ids of all that is found, over all pages. */
async function found(kind: Kind, query: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let total = 1; ids.length < total; ) {
    const path = `/search?${new URLSearchParams({ q: query, type: kind, limit: '50', offset: String(ids.length) })}`;
    const { body } = await get<Record<string, { total: number; items: { id: string }[] }>>(path);
    const page = body[`${kind}s`];
    total = Math.min(page?.total ?? 0, 1000);
    if (!page || page.items.length === 0) break;
    ids.push(...page.items.map(({ id }) => id));
  }
  return ids;
}

const named = (name: string, wanted: string): boolean => ` ${fold(name)}`.includes(` ${fold(wanted)}`);
const yearOf = (album: Album): number => Number(album.release_date.slice(0, 4));
const releasesOf = (artist: Artist): readonly Album[] =>
  everything.album.filter((each) => each.artists.includes(artist));
const collected = first(everything.album.filter((each) => each.album_type === 'compilation'));
const recording = first(collected.tracks);
const guested = first(everything.track.filter((each) => each.artists.length > 1));
const guest = guested.artists.at(-1) ?? first(guested.artists);
const genre = first(first(everything.artist).genres);
const year = yearOf(recording.album);
const hasGenre = (artist: Artist): boolean => artist.genres.includes(genre);

/** What each filter means, told by looking at everything there is. */
const cases: readonly (readonly [Kind, string, (thing: never) => boolean])[] = [
  ['artist', `artist:"${guest.name}"`, (artist: Artist) => named(artist.name, guest.name)],
  ['artist', `genre:"${genre}"`, hasGenre],
  ['artist', `year:${year}`, (artist: Artist) => releasesOf(artist).some((album) => yearOf(album) === year)],
  ['album', 'album:lighthouse', (album: Album) => named(album.name, 'lighthouse')],
  ['album', `artist:"${guest.name}"`, (album: Album) => album.artists.some(({ name }) => named(name, guest.name))],
  ['album', `year:${year}`, (album: Album) => yearOf(album) === year],
  ['album', `year:${year - 2}-${year}`, (album: Album) => yearOf(album) >= year - 2 && yearOf(album) <= year],
  ['album', `upc:${collected.upc}`, (album: Album) => album === collected],
  ['album', 'tag:new', (album: Album) => yearOf(album) >= 2025],
  ['album', 'tag:hipster', (album: Album) => album.popularity < 10],
  ['album', `tag:hipster year:${year}`, (album: Album) => album.popularity < 10 && yearOf(album) === year],
  ['track', 'track:lighthouse', (track: Track) => named(track.name, 'lighthouse')],
  ['track', `artist:"${guest.name}"`, (track: Track) => track.artists.some(({ name }) => named(name, guest.name))],
  ['track', `album:"${collected.name}"`, (track: Track) => named(track.album.name, collected.name)],
  ['track', `isrc:${recording.isrc}`, (track: Track) => track.isrc === recording.isrc],
  ['track', `year:${year} lighthouse`, (track: Track) => yearOf(track.album) === year && isMet(track, 'lighthouse')],
  [
    'track',
    `genre:"${genre}" lighthouse`,
    (track: Track) => track.artists.some(hasGenre) && isMet(track, 'lighthouse'),
  ],
];

/** A loose word may stand in the name of a track, of its album or of its artists. */
function isMet({ name, album, artists: people }: Track, word: string): boolean {
  return [name, album.name, ...people.map((each) => each.name)].some((text) => named(text, word));
}

describe('a search finds exactly what a filter means', () => {
  test.each(cases)('%s: %s', async (kind, query, means) => {
    const wanted = (everything[kind] as readonly { readonly id: string }[]).filter(
      means as (thing: unknown) => boolean,
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(1000);
    expect([...(await found(kind, query))].sort()).toEqual(wanted.map(({ id }) => id).sort());
  });

  test.each<[Kind, string]>([
    ['artist', 'upc:1'],
    ['artist', 'tag:new'],
    ['album', 'isrc:x'],
    ['album', 'tag:old'],
    ['track', 'tag:new'],
    ['track', `isrc:${recording.isrc}x`],
    ['album', `upc:${collected.upc.slice(1)}`],
  ])('%s: %s finds nothing', async (kind, query) => {
    expect(await found(kind, query)).toEqual([]);
  });
});
