import { createCache } from '@tonearm/cache';
import type { SpotifyCall } from '@tonearm/spotify-client';
import { expect, test } from 'vitest';
import { type WarmName, warmNames } from './warm-names.js';
import { warmAccount } from './warm-plan.js';
import { withCache } from './with-cache.js';

/** A cache in front of a Spotify that answers everything, and what it was asked. */
function fixture(consent: () => string | Promise<string> = () => '') {
  const cache = createCache({ now: () => 0 });
  const sent: SpotifyCall[] = [];
  const spotifyCache = withCache(cache, { place: 'here', consent });
  spotifyCache.middleware(async (call) => {
    sent.push(call);
    return {};
  });
  const { signal } = new AbortController();
  return {
    sent,
    warm: (names: readonly WarmName[] = warmNames) =>
      warmAccount({ cache, spotifyCache, signal, redisWaitMs: 50 }, names),
  };
}

test('is asked for behind everybody else, the profile first', async () => {
  const { sent, warm } = fixture();
  const { stored } = await warm();
  expect(sent.map(({ endpoint }) => endpoint.name)).toEqual(stored.map((row) => row.split(' ')[0]));
  expect(stored.slice(0, 2)).toEqual(['me.profile', 'playlists.mine']);
  for (const { options } of sent) expect(options.priority).toMatchObject({ current: 'background' });
  expect(await warm()).toMatchObject({ stored: [], present: stored });
});

test('tells apart by their parameters what is asked of the same endpoint', async () => {
  const told = ['me.top type=tracks', 'me.top type=artists'];
  const { warm } = fixture();
  expect((await warm(['top'])).stored).toEqual(told);
  const { warm: warmNobody } = fixture(() => Promise.reject(new Error('unreadable')));
  expect((await warmNobody(['top'])).failed.map(({ row }) => row)).toEqual(told);
});

test('what nobody can be found for has failed, and is reported so', async () => {
  const unreadable = Object.assign(new Error('unreadable'), { code: 'authentication' });
  const { sent, warm } = fixture(() => Promise.reject(unreadable));
  expect(await warm(['profile', 'devices'])).toEqual({
    ...{ stored: [], present: [], notStored: [], notShared: [], skipped: [] },
    failed: ['me.profile', 'player.devices'].map((row) => ({ row, outcome: 'authentication' })),
  });
  expect(sent).toEqual([]);
});
