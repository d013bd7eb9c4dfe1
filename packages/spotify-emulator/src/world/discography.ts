import { albumsPerArtist } from './album-facts.js';
import { layoutOf } from './catalogue.js';
import { type Gradual, gradualFor, type Pieces } from './gradual.js';
import type { Layout } from './layout.js';
import { type Album, type Artist, type Catalogue, isThere } from './models.js';
import { trackSurvey } from './track-survey.js';

/** What an artist is to a release. */
export type DiscographyGroup = Album['album_type'] | 'appears_on';

/** All of them. */
export const discographyGroups: readonly DiscographyGroup[] = ['album', 'single', 'compilation', 'appears_on'];

/** A release, and what the artist is to it. */
export interface Release {
  readonly album: Album;
  readonly group: DiscographyGroup;
}

/** On which albums of others an artist sings along: those of artist `a` stand from `starts[a]` to `starts[a + 1]`. */
interface Appearances {
  readonly starts: Uint32Array;
  readonly albums: Uint32Array;
}

const albumsInPiece = 5_000;
const appearances: (layout: Layout) => Gradual<Appearances> = gradualFor(collect);

/** What has to be known of all tracks before a discography can be told. */
export function discographies(catalogue: Catalogue): Gradual<unknown> {
  return appearances(layoutOf(catalogue));
}

/** The releases of an artist, newest first within each group. */
export function discography(catalogue: Catalogue, artist: Artist): readonly Release[] {
  const layout = layoutOf(catalogue);
  const index = catalogue.artists.indexOf(artist.id);
  if (index === undefined) return [];
  const { starts, albums } = appearances(layout).value;
  const foreign = [...albums.subarray(starts[index], starts[index + 1])]
    .map((album) => catalogue.albums.at(album))
    .filter(isThere)
    .map((album): Release => ({ album, group: 'appears_on' }));
  const rank = (release: Release): number => discographyGroups.indexOf(release.group);
  return [...ownReleases(catalogue, index), ...foreign].sort(
    (one, other) => rank(one) - rank(other) || other.album.release_date.localeCompare(one.album.release_date),
  );
}

/** The artist's own releases, by the place of the artist in the catalogue. */
export function ownReleases(catalogue: Catalogue, index: number): readonly Release[] {
  return Array.from({ length: albumsPerArtist }, (_, release) => catalogue.albums.at(index * albumsPerArtist + release))
    .filter(isThere)
    .map((album) => ({ album, group: album.album_type }));
}

/** Two passes: the first counts, the second writes. */
function* collect(layout: Layout): Pieces<Appearances> {
  const { artistCount, albumCount, firstTracks } = layout;
  const { guests } = yield* trackSurvey(layout).pieces();
  const pairs: number[] = [];
  const starts = new Uint32Array(artistCount + 1);
  for (let album = 0; album < albumCount; album += 1) {
    if (album % albumsInPiece === 0) yield;
    const here = guests.subarray(firstTracks[album], firstTracks[album + 1]).filter((guest) => guest >= 0);
    for (const guest of new Set(here)) {
      pairs.push(guest, album);
      starts[guest + 1] = (starts[guest + 1] ?? 0) + 1;
    }
  }
  for (let artist = 0; artist < artistCount; artist += 1) {
    starts[artist + 1] = (starts[artist + 1] ?? 0) + (starts[artist] ?? 0);
  }
  const next = starts.slice();
  const albums = new Uint32Array(pairs.length / 2);
  for (let place = 0; place < pairs.length; place += 2) {
    const guest = pairs[place] ?? 0;
    albums[next[guest] ?? 0] = pairs[place + 1] ?? 0;
    next[guest] = (next[guest] ?? 0) + 1;
  }
  return { starts, albums };
}
