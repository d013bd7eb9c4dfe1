import type { Artist, Catalogue } from './models.js';

const mostRelated = 20;
const known = new WeakMap<Catalogue, ReadonlyMap<string, readonly Artist[]>>();

/** The artists of a genre, most popular first. */
export function artistsOfGenre(catalogue: Catalogue, genre: string): readonly Artist[] {
  let all = known.get(catalogue);
  if (!all) {
    all = collect(catalogue);
    known.set(catalogue, all);
  }
  return all.get(genre) ?? [];
}

/** Up to twenty artists whom the same people listen to: those who share most genres, then the most popular. */
export function relatedArtists(catalogue: Catalogue, artist: Artist): readonly Artist[] {
  const shared = new Map<Artist, number>();
  for (const genre of artist.genres) {
    for (const other of artistsOfGenre(catalogue, genre)) {
      if (other !== artist) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  return [...shared]
    .sort(([one, ones], [other, others]) => others - ones || other.popularity - one.popularity)
    .slice(0, mostRelated)
    .map(([other]) => other);
}

function collect(catalogue: Catalogue): ReadonlyMap<string, readonly Artist[]> {
  const all = new Map<string, Artist[]>();
  for (let index = 0; index < catalogue.artists.size; index += 1) {
    const artist = catalogue.artists.at(index);
    for (const genre of artist?.genres ?? []) {
      const artists = all.get(genre) ?? [];
      if (artist) artists.push(artist);
      all.set(genre, artists);
    }
  }
  for (const artists of all.values()) artists.sort((one, other) => other.popularity - one.popularity);
  return all;
}
