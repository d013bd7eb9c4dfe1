import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { cacheRules, maxAgeMs, ruleNameOf, ruleOf } from './cache-rules.js';

const reads = listEndpoints().filter(({ method }) => method === 'GET');

/** What the original system told apart, by the rows that stand for its calls today. */
const strategies: Readonly<Record<string, readonly string[]>> = {
  TRACK_METADATA: ['tracks.get', 'tracks.getMany'],
  ALBUM_METADATA: ['albums.get', 'albums.getMany', 'albums.tracks', 'browse.newReleases'],
  ARTIST_METADATA: ['artists.get', 'artists.getMany', 'artists.albums', 'artists.topTracks', 'artists.related'],
  AUDIO_FEATURES: ['tracks.audioFeatures', 'tracks.manyAudioFeatures', 'tracks.audioAnalysis'],
  AUDIOBOOK_METADATA: ['audiobooks.get', 'audiobooks.getMany', 'audiobooks.chapters'],
  SHOW_METADATA: ['shows.get', 'shows.getMany', 'shows.episodes'],
  EPISODE_METADATA: ['episodes.get', 'episodes.getMany'],
  PLAYLIST_METADATA: [
    ...['playlists.mine', 'playlists.get', 'playlists.items', 'playlists.tracks'],
    ...['browse.featuredPlaylists', 'users.playlists'],
  ],
  USER_LIBRARY: ['library.tracks', 'library.albums', 'library.audiobooks', 'library.episodes', 'library.shows'],
  SEARCH_RESULTS: ['search.search'],
  RECOMMENDATIONS: ['recommendations.get'],
  CATEGORIES: ['browse.categories', 'browse.category', 'browse.categoryPlaylists'],
  GENRES: ['recommendations.genres'],
  MARKETS: ['browse.markets'],
  PLAYBACK_STATE: ['player.state'],
  QUEUE: ['player.queue'],
  DEVICES: ['player.devices'],
  RECENTLY_PLAYED: ['player.recentlyPlayed'],
  USER_PROFILE: ['me.profile', 'users.get'],
  USER_TOP_ITEMS: ['me.top'],
  FOLLOWED_ARTISTS: ['me.following'],
};

/** How long the original believed what changes by itself or by other apps. */
const originalMs = {
  ...{ playlist: 300_000, library: 180_000, playbackState: 10_000 },
  ...{ queue: 30_000, devices: 60_000, recentlyPlayed: 60_000 },
};

describe('the rules', () => {
  test('know what kind of answer each read gives, and no write', () => {
    const unknown = reads.filter(({ name }) => ruleNameOf(name) === undefined).map(({ name }) => name);
    expect(unknown).toEqual([]);
    const writes = listEndpoints().filter(({ method }) => method !== 'GET');
    expect(writes.filter((row) => ruleOf(row) !== undefined)).toEqual([]);
  });

  test('are all used', () => {
    const used = new Set(reads.map(({ name }) => ruleNameOf(name)));
    expect(Object.keys(cacheRules).filter((name) => !used.has(name as keyof typeof cacheRules))).toEqual([]);
  });

  test('tell apart at least what the original system told apart by its 21 strategies, and more', () => {
    expect(Object.keys(strategies)).toHaveLength(21);
    const kindsOf = (rows: readonly string[]) => new Set(rows.map((row) => ruleNameOf(row)));
    const all = Object.entries(strategies).map(([strategy, rows]) => [strategy, kindsOf(rows)] as const);
    for (const [strategy, kinds] of all) {
      expect(kinds, strategy).not.toContain(undefined);
      for (const [other, others] of all.filter(([name]) => name !== strategy)) {
        expect(
          [...kinds].filter((kind) => others.has(kind)),
          `${strategy} and ${other}`,
        ).toEqual([]);
      }
    }
    expect(Object.keys(cacheRules).length).toBeGreaterThan(21);
  });

  test('let nothing that other apps or the player can change be used for as long as the original did', () => {
    for (const kind of ['playlist', 'library', 'playbackState', 'queue', 'devices', 'recentlyPlayed'] as const) {
      expect(cacheRules[kind].freshForMs, kind).toBeLessThanOrEqual(originalMs[kind]);
    }
  });

  test.each(Object.entries(cacheRules))('let nothing of kind %s be used for longer than a day', (_, rule) => {
    const { freshForMs, staleForMs, graceMs } = rule;
    expect(freshForMs + Math.max(staleForMs, graceMs)).toBeLessThanOrEqual(maxAgeMs);
  });

  test('keep a row that they do not know by the speed at which the table says that it ages', () => {
    const row = { ...(reads[0] ?? expect.unreachable()), name: 'new.row' };
    expect(ruleOf({ ...row, volatility: 'fast' })?.freshForMs).toBe(30_000);
    expect(ruleOf({ ...row, volatility: 'live' })).toBeUndefined();
  });
});
