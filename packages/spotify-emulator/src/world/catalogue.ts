import { type Catalogue, createCollection, type Playable } from './models.js';
import { createMusic } from './music.js';
import { createBooks, createPodcasts } from './speech.js';

const cache = new Map<number, Catalogue>();
const cachedCatalogues = 4;

/**
 * Invents the catalogue of a seed. Catalogues never change, so emulators of one seed share theirs:
 * a test file that makes a hundred emulators pays for one.
 */
export function createCatalogue(seed: number): Catalogue {
  const known = cache.get(seed);
  if (known) return known;
  const music = createMusic(seed);
  const podcasts = createPodcasts(seed);
  const books = createBooks(seed);
  const catalogue: Catalogue = {
    artists: createCollection(music.artists),
    albums: createCollection(music.albums),
    tracks: createCollection(music.tracks),
    shows: createCollection(podcasts.shows),
    episodes: createCollection(podcasts.episodes),
    audiobooks: createCollection(books.audiobooks),
    chapters: createCollection(books.chapters),
  };
  if (cache.size >= cachedCatalogues) cache.clear();
  cache.set(seed, catalogue);
  return catalogue;
}

/** Finds what a player can play by its URI; chapters travel under episode URIs, as at Spotify. */
export function findPlayable(catalogue: Catalogue, uri: string): Playable | undefined {
  const [, kind, id = ''] = uri.split(':');
  if (kind === 'track') return catalogue.tracks.get(id);
  if (kind === 'episode' || kind === 'chapter') return catalogue.episodes.get(id) ?? catalogue.chapters.get(id);
  return undefined;
}
