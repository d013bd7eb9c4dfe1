import type { Album } from './models.js';
import { createRandoms, type Random } from './random.js';
import { drawTitle, titleOf } from './titles.js';
import { allMarkets, labels } from './words.js';

/** How many releases every artist has. */
export const albumsPerArtist = 3;
const mostCollected = 12;
const yearLength = 4;
const nothing: readonly number[] = [];
const monthsPerYear = 12;
/** Every month has so many. */
const daysPerMonth = 28;
/** The days of a year as a release date ends. */
const days = Array.from(
  { length: monthsPerYear * daysPerMonth },
  (_, day) => `-${twoDigits(Math.floor(day / daysPerMonth) + 1)}-${twoDigits((day % daysPerMonth) + 1)}`,
);
/** Not everything is sold everywhere. */
export const partlySold: readonly string[] = allMarkets.filter((market) => market !== 'SE' && market !== 'US');

/** What an album is without its tracks. */
export interface AlbumFacts
  extends Pick<
    Album,
    'album_type' | 'release_date' | 'release_date_precision' | 'label' | 'popularity' | 'markets' | 'isPremiumOnly'
  > {
  /** The number of its title. */
  readonly title: number;
}

/** Which tracks an album has. */
export interface AlbumContents {
  readonly trackCount: number;
  /** For a compilation, which of the artist's own tracks stand on it, in its order. */
  readonly collects: readonly number[];
}

/** Invents the albums of a seed by their places. */
export interface AlbumInventor {
  factsOf(index: number): AlbumFacts;
  /** The same with its tracks; `ownCount` is how many the artist had recorded before. Much dearer, and only a layout has to know. */
  wholeOf(index: number, ownCount: number): AlbumFacts & AlbumContents;
}

/** The artist of an album, by its place: artists have as many releases each, one after the other. */
export function artistOf(album: number): number {
  return Math.floor(album / albumsPerArtist);
}

/** What an album is called: a compilation says in its name whose. */
export function albumName({ album_type, title }: Pick<AlbumFacts, 'album_type' | 'title'>, artist: string): string {
  return album_type === 'compilation' ? `${titleOf(title)}: The Collected ${artist}` : titleOf(title);
}

/** Makes what invents the albums of a seed. */
export function createAlbumInventor(seed: number): AlbumInventor {
  const randomOf = createRandoms(seed, 'album');
  const premiumRandomOf = createRandoms(seed, 'premium-only');
  const drawFacts = (random: Random, index: number): AlbumFacts => {
    const album_type = albumKind(random, index % albumsPerArtist);
    const title = drawTitle(random);
    const release_date = drawDate(random);
    return {
      album_type,
      title,
      release_date,
      release_date_precision: release_date.length === yearLength ? 'year' : 'day',
      label: random.pick(labels),
      popularity: random.integer(0, 80),
      markets: random.chance(0.04) ? partlySold : allMarkets,
      isPremiumOnly: premiumRandomOf(index).chance(0.02),
    };
  };
  return {
    factsOf: (index) => drawFacts(randomOf(index), index),
    wholeOf: (index, ownCount) => {
      const random = randomOf(index);
      const facts = drawFacts(random, index);
      return { ...facts, ...drawContents(random, facts.album_type, ownCount) };
    },
  };
}

/** The first release is always an album, so that everybody has one; a compilation needs something to collect. */
function albumKind(random: Random, release: number): Album['album_type'] {
  if (release === 0) return 'album';
  if (release === 2 && random.chance(0.12)) return 'compilation';
  return random.chance(0.2) ? 'single' : 'album';
}

function drawDate(random: Random): string {
  const year = String(random.integer(1971, 2025));
  if (random.chance(0.05)) return year;
  const month = random.integer(1, monthsPerYear);
  return `${year}${days[(month - 1) * daysPerMonth + random.integer(1, daysPerMonth) - 1]}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function drawContents(random: Random, kind: Album['album_type'], ownCount: number): AlbumContents {
  if (kind !== 'compilation') return { collects: nothing, trackCount: drawTrackCount(random, kind) };
  const collects = drawCollected(random, ownCount);
  return { collects, trackCount: collects.length };
}

function drawCollected(random: Random, ownCount: number): readonly number[] {
  const own = Array.from({ length: ownCount }, (_, place) => place);
  return random.shuffle(own).slice(0, mostCollected);
}

function drawTrackCount(random: Random, kind: 'album' | 'single'): number {
  return kind === 'single' ? random.integer(1, 3) : random.integer(9, 14);
}
