import { type Album, type Catalogue, isThere } from './models.js';

const mostNew = 100;
const known = new WeakMap<Catalogue, readonly Album[]>();

/** The hundred newest albums and singles, newest first. */
export function newReleases(catalogue: Catalogue): readonly Album[] {
  let newest = known.get(catalogue);
  if (!newest) {
    newest = Array.from({ length: catalogue.albums.size }, (_, index) => catalogue.albums.at(index))
      .filter(isThere)
      .filter((album) => album.album_type !== 'compilation')
      .sort((one, other) => other.release_date.localeCompare(one.release_date))
      .slice(0, mostNew);
    known.set(catalogue, newest);
  }
  return newest;
}
