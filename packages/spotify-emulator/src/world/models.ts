/** How exact a release date is. */
export type DatePrecision = 'year' | 'month' | 'day';

interface Item {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
}

/** Somebody who makes music. */
export interface Artist extends Item {
  readonly type: 'artist';
  readonly genres: readonly string[];
  readonly popularity: number;
  readonly followers: number;
}

/** A release: an album, a single or a compilation. */
export interface Album extends Item {
  readonly type: 'album';
  readonly album_type: 'album' | 'single' | 'compilation';
  readonly artists: readonly Artist[];
  readonly release_date: string;
  readonly release_date_precision: DatePrecision;
  readonly label: string;
  readonly upc: string;
  readonly popularity: number;
  readonly markets: readonly string[];
  /** Not for users of the free product. */
  readonly isPremiumOnly: boolean;
  readonly trackCount: number;
  readonly tracks: readonly Track[];
}

/** One recording on one release. */
export interface Track extends Item {
  readonly type: 'track';
  readonly album: Album;
  readonly artists: readonly Artist[];
  readonly disc_number: number;
  readonly track_number: number;
  readonly duration_ms: number;
  readonly explicit: boolean;
  readonly isrc: string;
  readonly popularity: number;
  readonly markets: readonly string[];
}

interface Spoken extends Item {
  readonly description: string;
  readonly explicit: boolean;
  readonly languages: readonly string[];
  readonly markets: readonly string[];
}

/** A podcast. */
export interface Show extends Spoken {
  readonly type: 'show';
  /** Whether the sound lies with somebody else than Spotify. */
  readonly isExternallyHosted: boolean;
  readonly publisher: string;
  readonly episodes: readonly Episode[];
}

interface SpokenPart extends Spoken {
  readonly duration_ms: number;
  readonly release_date: string;
  readonly release_date_precision: DatePrecision;
}

/** One episode of a podcast. */
export interface Episode extends SpokenPart {
  readonly type: 'episode';
  readonly show: Show;
}

/** A book read aloud. */
export interface Audiobook extends Spoken {
  readonly type: 'audiobook';
  readonly authors: readonly string[];
  readonly narrators: readonly string[];
  readonly publisher: string;
  readonly edition: string;
  readonly chapters: readonly Chapter[];
}

/** One chapter of an audiobook. */
export interface Chapter extends SpokenPart {
  readonly type: 'chapter';
  readonly audiobook: Audiobook;
  readonly chapter_number: number;
}

/** What a player can play. */
export type Playable = Track | Episode | Chapter;

/** One kind of thing in the catalogue. Things never change, and in a large world may be made anew for whoever asks: compare their ids. */
export interface Collection<T> {
  /** The thing with this id, if there is one. */
  get(id: string): T | undefined;
  /** The thing at this place of the fixed order. */
  at(index: number): T | undefined;
  /** The place of the thing with this id, if there is one. */
  indexOf(id: string): number | undefined;
  /** All of them, in a fixed order: of a large world that is much, so prefer `at`. */
  list(): readonly T[];
  readonly size: number;
  /** How many of them are in memory: in a large world the others are made when somebody asks. */
  readonly made: number;
}

/** Everything that can be found, read and played. */
export interface Catalogue {
  readonly artists: Collection<Artist>;
  readonly albums: Collection<Album>;
  readonly tracks: Collection<Track>;
  readonly shows: Collection<Show>;
  readonly episodes: Collection<Episode>;
  readonly audiobooks: Collection<Audiobook>;
  readonly chapters: Collection<Chapter>;
}

/** Keeps things in order and by id. */
export function createCollection<T extends { readonly id: string }>(items: readonly T[]): Collection<T> {
  const byId = new Map(items.map((item, index) => [item.id, index]));
  const at = (index: number): T | undefined => items[index];
  return {
    get: (id) => at(byId.get(id) ?? -1),
    indexOf: (id) => byId.get(id),
    at,
    list: () => items,
    size: items.length,
    made: items.length,
  };
}

/** For filtering what was looked up and not found. */
export function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** The thing at a place that has one. */
export function thingAt<T>({ at }: Pick<Collection<T>, 'at'>, index: number): T {
  const thing = at(index);
  if (thing === undefined) throw new RangeError(`There is nothing at place ${index} of the catalogue.`);
  return thing;
}
