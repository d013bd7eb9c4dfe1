import type { Layout } from './layout.js';
import { type Catalogue, createCollection, type Playable } from './models.js';
import { createMusic } from './music.js';
import { type Scale, sizes } from './scale.js';
import { createBooks, createPodcasts } from './speech.js';

const cache = new Map<string, Catalogue>();
const cachedCatalogues = 4;
const layouts = new WeakMap<Catalogue, Layout>();

/**
 * Invents the catalogue of a seed. Catalogues never change, so emulators of one seed share theirs:
 * a test file that makes a hundred emulators pays for one.
 */
export function createCatalogue(seed: number, scale: Scale = 'small'): Catalogue {
  const key = `${seed}/${scale}`;
  const known = cache.get(key);
  if (known) return known;
  const size = sizes[scale];
  const { layout, artists, albums, tracks } = createMusic(seed, size.artists);
  const podcasts = createPodcasts(seed, size.shows);
  const books = createBooks(seed, size.audiobooks);
  const catalogue: Catalogue = {
    artists,
    albums,
    tracks,
    shows: createCollection(podcasts.shows),
    episodes: createCollection(podcasts.episodes),
    audiobooks: createCollection(books.audiobooks),
    chapters: createCollection(books.chapters),
  };
  if (cache.size >= cachedCatalogues) cache.clear();
  cache.set(key, catalogue);
  layouts.set(catalogue, layout);
  return catalogue;
}

/** Where the music of a catalogue stands. */
export function layoutOf(catalogue: Catalogue): Layout {
  const layout = layouts.get(catalogue);
  if (!layout) throw new TypeError('This catalogue was not made by createCatalogue.');
  return layout;
}

/** Finds what a player can play by its URI; chapters travel under episode URIs, as at Spotify. */
export function findPlayable(catalogue: Catalogue, uri: string): Playable | undefined {
  const [, kind, id = ''] = uri.split(':');
  if (kind === 'track') return catalogue.tracks.get(id);
  if (kind === 'episode' || kind === 'chapter') return catalogue.episodes.get(id) ?? catalogue.chapters.get(id);
  return undefined;
}
