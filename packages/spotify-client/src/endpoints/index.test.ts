import { describe, expect, test } from 'vitest';
import type { Method } from '../client.js';
import type { Access } from '../endpoint.js';
import { pathParameters } from '../request/api-path.js';
import { buildRequest } from '../request/build-request.js';
import { checkParameters } from '../request/check-parameters.js';
import { type EndpointTable, endpoints, listEndpoints } from './index.js';

// Typed by the client's own methods: a row whose types change no longer fits its example.
type Examples = {
  [Noun in keyof EndpointTable]: {
    [Row in keyof EndpointTable[Noun]]: NonNullable<Parameters<Method<EndpointTable[Noun][Row]>>[0]>;
  };
};

const id = { id: 'x1' };
const playlist = { playlist_id: 'p1' };
const uris = { uris: ['spotify:track:t1'] };
const ids = { ids: ['x1', 'x2'] };

const examples: Examples = {
  albums: { get: id, tracks: id, getMany: ids },
  artists: { get: id, albums: id, getMany: ids, topTracks: id, related: id },
  tracks: { get: id, getMany: ids, audioFeatures: id, manyAudioFeatures: ids, audioAnalysis: id },
  shows: { get: id, episodes: id, getMany: ids },
  episodes: { get: id, getMany: ids },
  audiobooks: { get: id, chapters: id, getMany: ids },
  chapters: { get: id, getMany: ids },
  search: { search: { q: 'x', type: ['album'] } },
  playlists: {
    get: playlist,
    update: playlist,
    items: playlist,
    addItems: { ...playlist, ...uris },
    updateItems: { ...playlist, ...uris },
    removeItems: { ...playlist, items: [{ uri: 'spotify:track:t1' }] },
    cover: playlist,
    uploadCover: { ...playlist, image: '/9j/4A==' },
    create: { name: 'x' },
    mine: {},
    tracks: playlist,
    addTracks: { ...playlist, ...uris },
    updateTracks: { ...playlist, ...uris },
    removeTracks: { ...playlist, tracks: [{ uri: 'spotify:track:t1' }] },
    follow: playlist,
    unfollow: playlist,
    isFollowed: playlist,
  },
  library: {
    save: uris,
    remove: uris,
    contains: uris,
    albums: {},
    tracks: {},
    episodes: {},
    shows: {},
    audiobooks: {},
    saveAlbums: ids,
    removeAlbums: ids,
    containsAlbums: ids,
    saveTracks: ids,
    removeTracks: ids,
    containsTracks: ids,
    saveEpisodes: ids,
    removeEpisodes: ids,
    containsEpisodes: ids,
    saveShows: ids,
    removeShows: ids,
    containsShows: ids,
    saveAudiobooks: ids,
    removeAudiobooks: ids,
    containsAudiobooks: ids,
  },
  me: {
    profile: {},
    top: { type: 'artists' },
    following: { type: 'artist' },
    follow: { ...ids, type: 'artist' },
    unfollow: { ...ids, type: 'artist' },
    follows: { ...ids, type: 'artist' },
  },
  player: {
    state: {},
    transfer: { device_ids: ['d1'] },
    devices: {},
    currentlyPlaying: {},
    play: {},
    pause: {},
    next: {},
    previous: {},
    seek: { position_ms: 0 },
    repeat: { state: 'off' },
    volume: { volume_percent: 50 },
    shuffle: { state: true },
    recentlyPlayed: {},
    queue: {},
    addToQueue: { uri: 'spotify:track:t1' },
  },
  users: { get: { user_id: 'u1' }, playlists: { user_id: 'u1' }, createPlaylist: { user_id: 'u1', name: 'x' } },
  browse: {
    newReleases: {},
    categories: {},
    category: { category_id: 'c1' },
    categoryPlaylists: { category_id: 'c1' },
    featuredPlaylists: {},
    markets: {},
  },
  recommendations: { get: { seed_genres: ['g1'], min_energy: 0.5 }, genres: {} },
};

const examplesByName = new Map<string, Record<string, unknown>>(
  Object.entries(examples).flatMap(([noun, rows]) =>
    Object.entries(rows).map(([row, params]): [string, Record<string, unknown>] => [`${noun}.${row}`, { ...params }]),
  ),
);
const exampleOf = (name: string): Record<string, unknown> => examplesByName.get(name) ?? {};

const named = listEndpoints().map((endpoint) => [endpoint.name, endpoint] as const);

describe('the endpoint table', () => {
  test('says of every operation who may call it', () => {
    const count = (access: Access): number => listEndpoints().filter((endpoint) => endpoint.access === access).length;
    expect([count('everyone'), count('extended'), count('legacy')]).toEqual([48, 40, 8]);
  });

  test('has no operation twice', () => {
    const operations = listEndpoints().map(({ method, path }) => `${method} ${path}`);
    expect(new Set(operations).size).toBe(operations.length);
  });

  test('gives the same rows, by name, every time', () => {
    expect(listEndpoints()).toBe(listEndpoints());
    expect(listEndpoints()[0]).toMatchObject({ name: 'albums.get', path: endpoints.albums.get.path });
  });

  test.each(named)('%s has a parameter for every placeholder of its path', (name, endpoint) => {
    expect(Object.keys(exampleOf(name))).toEqual(expect.arrayContaining([...pathParameters(endpoint.path)]));
    expect(buildRequest('https://x.invalid', endpoint, exampleOf(name)).url).not.toMatch(/[{}]/);
  });

  test.each(named)('%s accepts its own example', (name, endpoint) => {
    expect(() => checkParameters(endpoint, exampleOf(name))).not.toThrow();
  });

  test.each(named)(
    '%s says how an answer ages when it reads, and what it outdates when it writes',
    (name, endpoint) => {
      const reads = endpoint.method === 'GET';
      expect(endpoint.volatility !== undefined).toBe(reads);
      expect(endpoint.touches?.(exampleOf(name)).length ?? 0).toBeGreaterThanOrEqual(reads ? 0 : 1);
      if (!reads) expect(endpoint.provides).toBeUndefined();
    },
  );

  test('says of each row what is committed: whose answer it is, how it ages, what it is tagged with and what it outdates', async () => {
    const lines = listEndpoints().map(({ name, audience, volatility, provides, touches, method, idempotent }) => {
      const tags = (of: ((params: Record<string, unknown>) => readonly string[]) | undefined): string =>
        of?.(exampleOf(name)).join(' ') || '-';
      const repeat = (idempotent ?? method !== 'POST') ? 'may be sent twice' : 'only once';
      return `${name} | ${audience} | ${volatility ?? repeat} | ${tags(volatility === undefined ? touches : provides)}`;
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../test-support/ages-and-tags.txt');
  });

  test('tags an album by its id, and the playlists of a person when one of them changes', () => {
    expect(endpoints.albums.get.provides?.({ id: 'a1' })).toEqual(['album:a1']);
    expect(endpoints.playlists.addItems.touches?.({ playlist_id: 'p1', uris: [] })).toEqual([
      'playlist:p1',
      'my:playlists',
    ]);
  });

  test('outdates what is followed, which counts its followers, however the list is written', () => {
    const uris = ['spotify:playlist:p1', 'spotify:user:u1', 'spotify:artist:a1', 'spotify:track:t1'];
    const followed = ['playlist:p1', 'user:u1', 'artist:a1'];
    const touched = (name: string, params: Readonly<Record<string, unknown>>) =>
      listEndpoints()
        .find((row) => row.name === name)
        ?.touches?.(params);
    for (const name of ['library.save', 'library.remove']) {
      const own = touched(name, {}) ?? [];
      for (const given of [uris, uris.join(',')]) expect(touched(name, { uris: given })).toEqual([...own, ...followed]);
    }
    for (const name of ['me.follow', 'me.unfollow']) {
      expect(touched(name, { type: 'user', ids: ['u1', 'u2'] })).toEqual(['my:following', 'user:u1', 'user:u2']);
      expect(touched(name, { type: 'user' })).toEqual(['my:following']);
    }
  });

  test('keeps what tells where a person stopped listening apart by person', () => {
    for (const row of [
      endpoints.episodes.get,
      endpoints.shows.episodes,
      endpoints.chapters.get,
      endpoints.search.search,
    ]) {
      expect(row.audience).toBe('user');
    }
  });

  test('never calls moving items harmless when sent twice', () => {
    expect(endpoints.playlists.updateItems.idempotent).toBe(false);
  });
});
