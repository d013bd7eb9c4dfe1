import type { Album } from './models.js';
import { createRandoms, type Random } from './random.js';
import { drawTitle, titleOf } from './titles.js';
import { allMarkets, labels } from './words.js';

/** How many releases every artist has. */
export const albumsPerArtist = 3;
const mostCollected = 12;
const yearLength = 4;
const nothing: readonly number[] = [];
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
  readonly trackCount: number;
  /** For a compilation, which of the artist's own tracks stand on it, in its order. */
  readonly collects: readonly number[];
}

/** The artist of an album, by its place: artists have as many releases each, one after the other. */
export function artistOf(album: number): number {
  return Math.floor(album / albumsPerArtist);
}

/** What an album is called: a compilation says in its name whose. */
export function albumName({ album_type, title }: Pick<AlbumFacts, 'album_type' | 'title'>, artist: string): string {
  return album_type === 'compilation' ? `${titleOf(title)}: The Collected ${artist}` : titleOf(title);
}

/** Makes what invents the albums of a seed by their places; `ownCount` is how many tracks the artist had recorded before. */
export function createAlbumInventor(seed: number): (index: number, ownCount: number) => AlbumFacts {
  const randomOf = createRandoms(seed, 'album');
  const premiumRandomOf = createRandoms(seed, 'premium-only');
  return (index, ownCount) => {
    const random = randomOf(index);
    const kind = albumKind(random, index % albumsPerArtist);
    const title = drawTitle(random);
    const date = drawDate(random);
    const label = random.pick(labels);
    const popularity = random.integer(0, 80);
    const markets = random.chance(0.04) ? partlySold : allMarkets;
    const collects = kind === 'compilation' ? drawCollected(random, ownCount) : nothing;
    return {
      album_type: kind,
      title,
      release_date: date,
      release_date_precision: date.length === yearLength ? 'year' : 'day',
      label,
      popularity,
      markets,
      isPremiumOnly: premiumRandomOf(index).chance(0.02),
      collects,
      trackCount: kind === 'compilation' ? collects.length : drawTrackCount(random, kind),
    };
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
  return `${year}-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function drawCollected(random: Random, ownCount: number): readonly number[] {
  const own = Array.from({ length: ownCount }, (_, place) => place);
  return random.shuffle(own).slice(0, mostCollected);
}

function drawTrackCount(random: Random, kind: 'album' | 'single'): number {
  return kind === 'single' ? random.integer(1, 3) : random.integer(9, 14);
}
