import { describe, expect, test } from 'vitest';
import { type Answer, type Anything, callerFor, first } from '../../testing/caller.js';
import { setUp } from '../../testing/player.js';
import { playerReasons } from '../http/player-reason.js';
import type { EmulatorOptions, PlayerReason } from '../index.js';

type Set = ReturnType<typeof setUp>;
type Refused = Answer<Anything>;

const byTheBook: EmulatorOptions = { quirks: { documentedReasons: true } };

function showOf({ world }: Set) {
  return first(world.catalogue.shows.list().filter(({ explicit, markets }) => !explicit && markets.includes('SE')));
}

/** What leads to each reason of the documentation that the state of a player can lead to. */
const cases: { readonly [Reason in PlayerReason]?: (set: Set) => Promise<Refused> } = {
  NO_PREV_TRACK: async ({ put, post, album }) => {
    await put('/me/player/play', { context_uri: album.uri });
    return post('/me/player/previous');
  },
  NO_NEXT_TRACK: async ({ put, post, track }) => {
    await put('/me/player/play', { uris: [track(0).uri] });
    return post('/me/player/next');
  },
  NO_SPECIFIC_TRACK: ({ put, album }) =>
    put('/me/player/play', { context_uri: album.uri, offset: { uri: 'spotify:track:0000000000000000000000' } }),
  ALREADY_PAUSED: ({ put }) => put('/me/player/pause'),
  NOT_PAUSED: async ({ put }) => {
    await put('/me/player/play');
    return put('/me/player/play');
  },
  NOT_PLAYING_TRACK: ({ put, user }) => {
    user.player.restore({ ...user.player.capture(), item: null });
    return put('/me/player/seek?position_ms=1');
  },
  NOT_PLAYING_CONTEXT: async ({ put, track }) => {
    await put('/me/player/play', { uris: [track(0).uri] });
    return put('/me/player/repeat?state=context');
  },
  CONTEXT_DISALLOW: async (set) => {
    await set.put('/me/player/play', { context_uri: showOf(set).uri });
    return set.put('/me/player/shuffle?state=true');
  },
  ALREADY_PLAYING: async (set) => {
    const { put, clock } = set;
    const { uri } = first(showOf(set).episodes);
    await put('/me/player/play', { uris: [uri] });
    clock.advance(60_000);
    await put('/me/player/pause');
    await put('/me/player/play');
    return put('/me/player/play', { uris: [uri] });
  },
  DEVICE_NOT_CONTROLLABLE: ({ put, device }) => {
    device('Desk').is_restricted = true;
    return put('/me/player/play');
  },
  VOLUME_CONTROL_DISALLOW: ({ put, device }) =>
    put(`/me/player/volume?volume_percent=5&device_id=${device('Pocket').id}`),
  NO_ACTIVE_DEVICE: ({ put, user }) => {
    for (const device of user.devices) device.is_active = false;
    return put('/me/player/play');
  },
  PREMIUM_REQUIRED: ({ emulator }) => callerFor(emulator, { user: 'guest' }).put('/me/player/play'),
};

/** What people saw Spotify do where its documentation has a reason: it says another one, or does something after all. */
const seen: Readonly<Partial<Record<PlayerReason, 'UNKNOWN' | 'done'>>> = {
  NO_PREV_TRACK: 'done',
  NO_NEXT_TRACK: 'done',
  ALREADY_PAUSED: 'UNKNOWN',
  NOT_PAUSED: 'UNKNOWN',
  NOT_PLAYING_TRACK: 'UNKNOWN',
  NOT_PLAYING_CONTEXT: 'done',
  CONTEXT_DISALLOW: 'done',
  ALREADY_PLAYING: 'done',
  DEVICE_NOT_CONTROLLABLE: 'UNKNOWN',
};

describe.each(Object.entries(cases))('%s', (reason, lead) => {
  test('is said by the book', async () => {
    const { status, body } = await lead(setUp(byTheBook));
    expect([body.error.reason, status]).toEqual([reason, body.error.status]);
    expect(body.error.message).toMatch(/^Player command failed: /);
  });

  test('is otherwise what people saw', async () => {
    const { status, body } = await lead(setUp());
    expect(status === 204 ? 'done' : body.error.reason).toBe(seen[reason as PlayerReason] ?? reason);
  });
});

test.each(playerReasons)(
  '%s can be had by a rule, with the status and the words that Spotify has for it',
  async (reason) => {
    const set = setUp();
    set.emulator.faults.add({ path: '/me/player/*', reason, times: 1 });
    const byRule = await set.post('/me/player/next');
    expect(byRule.body.error).toMatchObject({ status: byRule.status, reason });
    const lead = cases[reason];
    if (lead) expect(byRule.body).toEqual((await lead(setUp(byTheBook))).body);
    expect((await set.post('/me/player/next')).status).toBe(204);
  },
);

test('a rule with another reason has to say a status', async () => {
  const { emulator, get } = setUp();
  expect(() => emulator.faults.add({ reason: 'NO_SUCH' })).toThrow("it needs a 'status'");
  emulator.faults.add({ reason: 'QUOTA_EXCEEDED', forMs: 5_000 });
  const { status, headers, body } = await get('/me');
  expect([status, headers.get('retry-after'), body.error.reason]).toEqual([429, '5', 'QUOTA_EXCEEDED']);
});

test('an advertisement can be neither skipped nor wound', async () => {
  const { put, post, user, clock, album } = setUp();
  user.product = 'free';
  user.player.start({ uris: album.tracks.map(({ uri }) => uri) });
  clock.advance(album.tracks.slice(0, 3).reduce((sum, { duration_ms }) => sum + duration_ms, 1_000));
  expect(user.player.isAd).toBe(true);
  user.product = 'premium';
  for (const answer of [await put('/me/player/seek?position_ms=1'), await post('/me/player/previous')]) {
    expect(answer.body.error).toMatchObject({ status: 403, reason: 'UNKNOWN' });
  }
});

describe('by the book is only refused what the book refuses', () => {
  test('the middle of a context has a track before and one after', async () => {
    const { put, post, album } = setUp(byTheBook);
    await put('/me/player/play', { context_uri: album.uri, offset: { position: 2 } });
    expect([(await post('/me/player/previous')).status, (await post('/me/player/next')).status]).toEqual([204, 204]);
  });

  test('on repeat there is always one', async () => {
    const { put, post, album } = setUp(byTheBook);
    await put('/me/player/play', { context_uri: album.uri });
    await put('/me/player/repeat?state=context');
    expect([(await post('/me/player/previous')).status, (await post('/me/player/next')).status]).toEqual([204, 204]);
  });

  test('a list without a context repeats a track, and what is queued is next', async () => {
    const { put, post, track } = setUp(byTheBook);
    await put('/me/player/play', { uris: [track(0).uri] });
    expect((await put('/me/player/repeat?state=track')).status).toBe(204);
    expect((await put('/me/player/repeat?state=off')).status).toBe(204);
    await post(`/me/player/queue?uri=${track(1).uri}`);
    expect((await post('/me/player/next')).status).toBe(204);
  });

  test('a paused episode is played again from where it was, and a playing one from where somebody says', async () => {
    const set = setUp(byTheBook);
    const { put, clock, state } = set;
    const { uri } = first(showOf(set).episodes);
    await put('/me/player/play', { uris: [uri] });
    clock.advance(60_000);
    await put('/me/player/pause');
    expect((await put('/me/player/play', { uris: [uri] })).status).toBe(204);
    expect((await state()).progress_ms).toBe(60_000);
    expect((await put('/me/player/play', { uris: [uri], position_ms: 1 })).status).toBe(204);
  });

  test('a track that plays begins anew', async () => {
    const { put, track, clock, state } = setUp(byTheBook);
    for (let time = 0; time < 2; time += 1) {
      expect((await put('/me/player/play', { uris: [track(0).uri] })).status).toBe(204);
      clock.advance(5_000);
    }
    expect((await state()).progress_ms).toBe(5_000);
  });

  test('a book is no more shuffled than a podcast', async () => {
    const { put, user, world } = setUp(byTheBook);
    user.country = 'GB';
    const book = first(world.catalogue.audiobooks.list().filter(({ explicit }) => !explicit));
    expect((await put('/me/player/play', { context_uri: `spotify:audiobook:${book.id}` })).status).toBe(204);
    expect((await put('/me/player/shuffle?state=true')).body.error.reason).toBe('CONTEXT_DISALLOW');
  });

  test('music is shuffled', async () => {
    const { put, album } = setUp(byTheBook);
    await put('/me/player/play', { context_uri: album.uri });
    expect((await put('/me/player/shuffle?state=true')).status).toBe(204);
  });
});
