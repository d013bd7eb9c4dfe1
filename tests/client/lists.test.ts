import {
  createSpotifyClient,
  type Iteration,
  iterate,
  listEndpoints,
  type SpotifyClient,
} from '@tonearm/spotify-client';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';

interface Stage {
  readonly emulator: SpotifyEmulator;
  readonly spotify: SpotifyClient;
  readonly first: (shelf: { list(): readonly { readonly id: string }[] }) => string;
}

function stage(): Stage {
  const emulator = createSpotifyEmulator({ seed: 1, profile: 'extended' });
  const spotify = createSpotifyClient({ token: emulator.grant().access_token, fetch: emulator.fetch });
  return { emulator, spotify, first: (shelf) => shelf.list()[0]?.id ?? '' };
}

/** How to read the list of every row that has pages, in pages of the given size. */
const LISTS: Readonly<Record<string, (stage: Stage, limit: number) => Iteration<unknown>>> = {
  'albums.tracks': ({ spotify, emulator, first }, limit) =>
    iterate(spotify.albums.tracks, { id: first(emulator.world.catalogue.albums), limit }),
  'artists.albums': ({ spotify, emulator, first }, limit) =>
    iterate(spotify.artists.albums, { id: first(emulator.world.catalogue.artists), limit }),
  'shows.episodes': ({ spotify, emulator, first }, limit) =>
    iterate(spotify.shows.episodes, { id: first(emulator.world.catalogue.shows), limit }),
  'audiobooks.chapters': ({ spotify, emulator, first }, limit) =>
    iterate(spotify.audiobooks.chapters, { id: first(emulator.world.catalogue.audiobooks), limit }),
  'search.search': ({ spotify }, limit) =>
    iterate(
      spotify.search.search,
      { q: 'a', type: ['album', 'track'], limit },
      { select: ({ tracks }) => tracks, max: 12 },
    ),
  'playlists.items': ({ spotify, emulator }, limit) =>
    iterate(spotify.playlists.items, { playlist_id: ownPlaylist(emulator), limit }),
  'playlists.tracks': ({ spotify, emulator }, limit) =>
    iterate(spotify.playlists.tracks, { playlist_id: ownPlaylist(emulator), limit }),
  'playlists.mine': ({ spotify }, limit) => iterate(spotify.playlists.mine, { limit }),
  'library.albums': ({ spotify }, limit) => iterate(spotify.library.albums, { limit }),
  'library.tracks': ({ spotify }, limit) => iterate(spotify.library.tracks, { limit }),
  'library.episodes': ({ spotify }, limit) => iterate(spotify.library.episodes, { limit }),
  'library.shows': ({ spotify }, limit) => iterate(spotify.library.shows, { limit }),
  'library.audiobooks': ({ spotify }, limit) => iterate(spotify.library.audiobooks, { limit }),
  'me.top': ({ spotify }, limit) => iterate(spotify.me.top, { type: 'tracks', limit }),
  'me.following': ({ spotify }, limit) => iterate(spotify.me.following, { type: 'artist', limit }),
  'player.recentlyPlayed': ({ spotify }, limit) => iterate(spotify.player.recentlyPlayed, { limit }),
  'users.playlists': ({ spotify }, limit) => iterate(spotify.users.playlists, { user_id: 'neighbour', limit }),
  'browse.newReleases': ({ spotify }, limit) => iterate(spotify.browse.newReleases, { limit }, { max: 12 }),
  'browse.categories': ({ spotify }, limit) => iterate(spotify.browse.categories, { limit }),
  'browse.categoryPlaylists': ({ spotify }, limit) =>
    iterate(spotify.browse.categoryPlaylists, { category_id: 'toplists', limit }),
  'browse.featuredPlaylists': ({ spotify }, limit) => iterate(spotify.browse.featuredPlaylists, { limit }),
};

/** It gets so many tracks that go with the seeds; there is no next page. */
const WITHOUT_PAGES = ['recommendations.get'];

test('every row that has pages is read here', () => {
  const paged = listEndpoints().filter(({ limits, method }) => method === 'GET' && limits?.limit !== undefined);
  const names = paged.map(({ name }) => name).filter((name) => !WITHOUT_PAGES.includes(name));
  expect(Object.keys(LISTS).sort()).toEqual(names.sort());
});

describe.each(Object.entries(LISTS))('%s', (_name, open) => {
  test('gives the same in small pages as in one', async () => {
    const set = stage();
    const whole = await open(set, 50).all();
    expect(await open(set, 2).all()).toEqual(whole);
    expect(await open(set, 3).all()).toEqual(whole);
  });

  test('can be stopped after any item and gone on with', async () => {
    const set = stage();
    const whole = await open(set, 50).all();
    const list = open(set, 2);
    const items: unknown[] = [];
    for (let turn = 0; turn <= whole.length; turn += 1) {
      for await (const item of list) {
        items.push(item);
        break;
      }
    }
    expect(items).toEqual(whole);
  });
});

test('what was played since a moment is read forwards, page by page, and nothing from before it', async () => {
  const { spotify } = stage();
  const whole = await iterate(spotify.player.recentlyPlayed, { limit: 50 }).all();
  const after = Date.parse(whole[5]?.played_at ?? '');
  const since = await iterate(spotify.player.recentlyPlayed, { after, limit: 2 }).all();
  const times = (items: typeof whole): readonly string[] => items.map(({ played_at }) => played_at).sort();
  expect(since).toHaveLength(5);
  expect(times(since)).toEqual(times(whole.slice(0, 5)));
});

test.each(
  listEndpoints()
    .map(({ name }) => name)
    .filter((name) => LISTS[name] === undefined),
)('%s is no list, and would give the same page again and again: it is refused', (name) => {
  const { spotify } = stage();
  const [noun = '', row = ''] = name.split('.');
  const method = Reflect.get(Reflect.get(spotify, noun), row);
  expect(() => iterate(method, { id: 'a1' })).toThrow(
    expect.objectContaining({ code: 'invalid_parameter', parameter: 'method', endpoint: name }),
  );
});

function ownPlaylist(emulator: SpotifyEmulator): string {
  return emulator.world.user('listener').playlists.find(({ owner }) => owner === 'listener')?.id ?? '';
}
