import { layoutOf } from './catalogue.js';
import { type Album, type Catalogue, isThere } from './models.js';

const mostNew = 100;

/** The hundred newest albums and singles, newest first; of those of one day, in the order of the catalogue. */
export function newReleases(catalogue: Catalogue): readonly Album[] {
  const { albums, albumCount, isCompilation } = layoutOf(catalogue);
  const dayOf = (album: number): number => albums.releaseDays[album] ?? 0;
  const newest: number[] = [];
  let oldest = 0;
  for (let album = 0; album < albumCount; album += 1) {
    const day = dayOf(album);
    if (day <= oldest || isCompilation(album)) continue;
    const place = newest.findIndex((other) => dayOf(other) < day);
    newest.splice(place < 0 ? newest.length : place, 0, album);
    newest.length = Math.min(newest.length, mostNew);
    oldest = newest.length < mostNew ? 0 : dayOf(newest.at(-1) ?? 0);
  }
  return newest.map((album) => catalogue.albums.at(album)).filter(isThere);
}
