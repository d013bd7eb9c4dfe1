import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, stage } from './stage.js';

drivesEveryToolOf('listening');
drivesEveryToolOf('insights');

const urisOf = (items: unknown): string[] => (items as { uri: string }[]).map(({ uri }) => uri);

describe('list_top_items', () => {
  test.each(['tracks', 'artists'] as const)('lists the most played %s, and sends every parameter', async (type) => {
    const { call, listener, entries } = await stage();
    const { output } = await call('list_top_items', { kind: type, time_range: 'long_term', limit: 3, offset: 1 });
    expect(entries()).toMatchObject([
      { path: `/v1/me/top/${type}`, query: { time_range: 'long_term', limit: '3', offset: '1' } },
    ]);
    expect(urisOf(output.items)).toEqual(listener.top[type].slice(1, 4));
  });
});

describe('list_recently_played', () => {
  test('lists what played last, newest first', async () => {
    const { call, entries } = await stage();
    const { output } = await call('list_recently_played', { limit: 5 });
    expect(entries()).toMatchObject([{ path: '/v1/me/player/recently-played', query: { limit: '5' } }]);
    const times = (output.items as { played_at: string }[]).map(({ played_at }) => played_at);
    expect(times).toEqual([...times].sort().reverse());
    await call('list_recently_played', { limit: 1, before: 1_700_000_000_000 });
    expect(entries()).toMatchObject([{ query: { limit: '1', before: '1700000000000' } }]);
  });
});

describe('summarize_library', () => {
  test('counts every shelf', async () => {
    const { call, listener } = await stage();
    const { output, text } = await call('summarize_library');
    expect(output.shelves).toMatchObject([
      { kind: 'tracks', total: [...listener.library].filter((uri) => uri.startsWith('spotify:track:')).length },
      { kind: 'albums' },
      { kind: 'artists' },
      { kind: 'shows' },
      { kind: 'episodes' },
      { kind: 'audiobooks' },
      { kind: 'playlists', total: listener.playlists.length },
    ]);
    expect(text).toContain('the newest "');
  });
});

describe('get_listening_summary', () => {
  test('sums up in three requests', async () => {
    const { call, listener, requests } = await stage();
    const { output } = await call('get_listening_summary', { time_range: 'long_term' });
    expect(requests().sort()).toEqual([
      'GET /v1/me/player/recently-played',
      'GET /v1/me/top/artists',
      'GET /v1/me/top/tracks',
    ]);
    expect(urisOf(output.tracks).slice(0, 3)).toEqual(listener.top.tracks.slice(0, 3));
  });
});

describe('list_new_episodes', () => {
  test('lists those of followed podcasts, newest first, and none that is older or heard', async () => {
    const { call, listener, emulator } = await stage();
    const { output } = await call('list_new_episodes', { days: 365, limit: 100 });
    const followed = [...listener.library].filter((uri) => uri.startsWith('spotify:show:'));
    expect(Number(output.shows)).toBeGreaterThan(0);
    expect(Number(output.shows)).toBeLessThanOrEqual(followed.length);
    const dates = (output.episodes as { date: string }[]).map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    for (const uri of urisOf(output.episodes)) {
      expect(emulator.world.catalogue.episodes.get(uri.split(':')[2] ?? '')).toBeDefined();
      expect(listener.resumePoints.get(uri)?.fully_played).not.toBe(true);
    }
  });
});
