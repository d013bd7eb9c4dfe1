import { expect } from 'vitest';
import { first, type Scene, type ToolCase, urisOf } from '../tool-case.ts';

const here =
  ({ listener }: Scene) =>
  ({ markets }: { readonly markets: readonly string[] }): boolean =>
    markets.includes(listener.country);

/** One case for every tool of the catalogue. */
export const catalogCases: Readonly<Record<string, ToolCase>> = {
  async search_catalog(scene) {
    const [, album] = scene.world.catalogue.albums.list().filter(here(scene));
    const { results } = await scene.call({ query: album?.name, kinds: ['album'], limit: 50 });
    expect(urisOf(Object(Object(results)[0]).items)).toContain(album?.uri);
  },
  async get_items(scene) {
    const { episodes, artists } = scene.world.catalogue;
    const uris = [scene.tracks[3]?.uri, first(episodes.list(), here(scene)).uri, first(artists.list()).uri];
    expect(urisOf((await scene.call({ items: uris })).items)).toEqual(uris);
  },
  async get_album(scene) {
    const album = first(scene.world.catalogue.albums.list(), here(scene));
    expect(urisOf((await scene.call({ album: album.id })).tracks)).toEqual(album.tracks.map(({ uri }) => uri));
  },
  async get_artist(scene) {
    const [, artist] = scene.world.catalogue.artists.list();
    const { uri, albums } = await scene.call({ artist: artist?.uri, limit: 50 });
    expect(uri).toBe(artist?.uri);
    expect(urisOf(albums).length).toBeGreaterThan(0);
  },
  async get_show(scene) {
    const show = first(scene.world.catalogue.shows.list(), here(scene));
    const { uri, parts, total } = await scene.call({ show: show.uri });
    expect({ uri, total }).toEqual({ uri: show.uri, total: show.episodes.length });
    const theirs = show.episodes.map((episode) => episode.uri);
    for (const part of urisOf(parts)) expect(theirs).toContain(part);
  },
};
