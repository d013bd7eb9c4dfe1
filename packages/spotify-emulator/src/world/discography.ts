import type { Album, Artist, Catalogue } from './models.js';

/** What an artist is to a release. */
export type DiscographyGroup = Album['album_type'] | 'appears_on';

/** All of them. */
export const discographyGroups: readonly DiscographyGroup[] = ['album', 'single', 'compilation', 'appears_on'];

/** A release, and what the artist is to it. */
export interface Release {
  readonly album: Album;
  readonly group: DiscographyGroup;
}

const known = new WeakMap<Catalogue, ReadonlyMap<string, readonly Release[]>>();

/** The releases of an artist, newest first within each group. */
export function discography(catalogue: Catalogue, artist: Artist): readonly Release[] {
  let all = known.get(catalogue);
  if (!all) {
    all = collect(catalogue);
    known.set(catalogue, all);
  }
  return all.get(artist.id) ?? [];
}

function collect(catalogue: Catalogue): ReadonlyMap<string, readonly Release[]> {
  const all = new Map<string, Release[]>();
  for (const album of catalogue.albums.list()) {
    const groups = new Map<string, DiscographyGroup>();
    for (const guest of album.tracks.flatMap((track) => track.artists)) groups.set(guest.id, 'appears_on');
    for (const owner of album.artists) groups.set(owner.id, album.album_type);
    for (const [id, group] of groups) all.set(id, [...(all.get(id) ?? []), { album, group }]);
  }
  const rank = (release: Release): number => discographyGroups.indexOf(release.group);
  for (const releases of all.values()) {
    releases.sort(
      (one, other) => rank(one) - rank(other) || other.album.release_date.localeCompare(one.album.release_date),
    );
  }
  return all;
}
