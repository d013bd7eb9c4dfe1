import { expect } from 'vitest';
import { first, type Stage } from '../stage.js';
import { addresses, type Jobs, looksUp, some, urisOf } from './job.js';

const here =
  ({ listener }: Stage) =>
  ({ markets }: { readonly markets: readonly string[] }): boolean =>
    markets.includes(listener.country);

/** Search, and what looks something up or opens it. */
export const catalogJobs: Jobs = {
  async search(on) {
    const [song] = some(on, 'tracks');
    const { output } = await on.call('search_catalog', { query: song?.name, type: ['track', 'album'], limit: 20 });
    const [tracks, albums] = output.results as readonly { kind: string; items: unknown }[];
    expect([tracks?.kind, albums?.kind]).toEqual(['track', 'album']);
    expect(urisOf(tracks?.items)).toContain(song?.uri);
    const [rest] = (await on.call('search_catalog', { query: 'a', limit: 5, offset: 15 })).output.results as [
      { items: unknown },
    ];
    const [all] = (await on.call('search_catalog', { query: 'a', limit: 20 })).output.results as [{ items: unknown }];
    expect(urisOf(rest.items)).toEqual(urisOf(all.items).slice(15));
  },
  async get_album(on) {
    const [album] = some(on, 'albums');
    const { output } = await on.call('get_album', { id: album?.id });
    expect(output).toMatchObject({ name: album?.name, uri: album?.uri });
  },
  async get_album_tracks(on) {
    const album = first(on.emulator.world.catalogue.albums.list(), (each) => here(on)(each) && each.tracks.length > 3);
    const { output } = await on.call('get_album', { album: album.id, limit: 2, offset: 1 });
    expect(urisOf(output.tracks)).toEqual(addresses(album.tracks.slice(1, 3)));
  },
  async get_artist(on) {
    const [artist] = some(on, 'artists');
    expect((await on.call('get_artist', { id: artist?.id })).output).toMatchObject({ name: artist?.name });
  },
  async get_artist_albums(on) {
    const [artist] = some(on, 'artists');
    const { output } = await on.call('get_artist', { artist: artist?.id, include_groups: ['album'], limit: 50 });
    const theirs = on.emulator.world.catalogue.albums
      .list()
      .filter((each) => here(on)(each) && each.album_type === 'album' && each.artists[0]?.id === artist?.id);
    expect(urisOf(output.albums).toSorted()).toEqual(addresses(theirs).toSorted());
  },
  async get_audiobook(on) {
    const [book] = some(on, 'audiobooks');
    const { output } = await on.call('get_show', { show: book?.id, kind: 'audiobook', market: 'SE' });
    expect(output).toMatchObject({ name: book?.name, kind: 'audiobook' });
  },
  async get_audiobook_chapters(on) {
    const book = first(on.emulator.world.catalogue.audiobooks.list(), here(on));
    const { output } = await on.call('get_show', { show: book.id, kind: 'audiobook', limit: 2, offset: 1 });
    expect(output.total).toBe(book.chapters.length);
    expect(output.parts).toMatchObject(book.chapters.slice(1, 3).map(({ name }) => ({ name })));
  },
  async get_show(on) {
    const [show] = some(on, 'shows');
    const { output } = await on.call('get_show', { show: show?.id, kind: 'show', market: 'SE' });
    expect(output).toMatchObject({ name: show?.name, uri: show?.uri, kind: 'show' });
  },
  async get_show_episodes(on) {
    const show = first(on.emulator.world.catalogue.shows.list(), here(on));
    const { output } = await on.call('get_show', { show: show.uri, limit: 50 });
    expect(output.total).toBe(show.episodes.length);
    for (const uri of urisOf(output.parts)) expect(addresses(show.episodes)).toContain(uri);
  },
  get_track: looksUp('tracks', 1),
  get_several_tracks: looksUp('tracks', 5),
  get_several_albums: looksUp('albums', 5),
  get_several_artists: looksUp('artists', 5),
  get_several_audiobooks: looksUp('audiobooks', 3),
  get_chapter: looksUp('chapters', 1),
  get_several_chapters: looksUp('chapters', 5),
  get_episode: looksUp('episodes', 1),
  get_several_episodes: looksUp('episodes', 5),
  get_several_shows: looksUp('shows', 3),
};
