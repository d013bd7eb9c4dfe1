import type { Album } from './models.js';
import { createRandom, type Random } from './random.js';
import { drawTitle, titleOf } from './titles.js';
import { allMarkets, labels } from './words.js';

/** How many releases every artist has. */
export const albumsPerArtist = 3;
const mostCollected = 12;
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

/** Invents an album; `ownCount` is how many tracks the artist had recorded before it. */
export function albumFacts(seed: number, index: number, ownCount: number): AlbumFacts {
  const random = createRandom(seed, 'album', index);
  const kind = albumKind(random, index % albumsPerArtist);
  const title = drawTitle(random);
  const dated = releaseDate(random);
  const facts = {
    album_type: kind,
    title,
    ...dated,
    label: random.pick(labels),
    popularity: random.integer(0, 80),
    markets: random.chance(0.04) ? partlySold : allMarkets,
    isPremiumOnly: createRandom(seed, 'premium-only', index).chance(0.02),
  };
  if (kind === 'compilation') {
    const own = Array.from({ length: ownCount }, (_, place) => place);
    const collects = random.shuffle(own).slice(0, mostCollected);
    return { ...facts, collects, trackCount: collects.length };
  }
  const trackCount = kind === 'single' ? random.integer(1, 3) : random.integer(9, 14);
  return { ...facts, collects: [], trackCount };
}

/** The first release is always an album, so that everybody has one; a compilation needs something to collect. */
function albumKind(random: Random, release: number): Album['album_type'] {
  if (release === 0) return 'album';
  if (release === 2 && random.chance(0.12)) return 'compilation';
  return random.chance(0.2) ? 'single' : 'album';
}

function releaseDate(random: Random): Pick<Album, 'release_date' | 'release_date_precision'> {
  const year = String(random.integer(1971, 2025));
  if (random.chance(0.05)) return { release_date: year, release_date_precision: 'year' };
  const month = String(random.integer(1, 12)).padStart(2, '0');
  const day = String(random.integer(1, 28)).padStart(2, '0');
  return { release_date: `${year}-${month}-${day}`, release_date_precision: 'day' };
}
