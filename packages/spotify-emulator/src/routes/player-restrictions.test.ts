import { describe, expect, test } from 'vitest';
import { callerFor, first } from '../../testing/caller.js';
import { setUp } from '../../testing/player.js';
import type { Track } from '../index.js';

const { catalogue } = setUp().world;
const tracks = catalogue.tracks.list();
const isSold = ({ markets }: Track) => markets.includes('SE');
const plain = tracks.filter((track) => isSold(track) && !track.explicit);
const [one, two, three] = [first(plain), first(plain.slice(1)), first(plain.slice(2))];
const explicit = first(tracks.filter((track) => isSold(track) && track.explicit));
const isReplaced = ({ isrc }: Track) => tracks.some((other) => other.isrc === isrc && isSold(other));
const unsold = first(tracks.filter((track) => !isSold(track) && !isReplaced(track)));
const replaced = first(tracks.filter((track) => !isSold(track) && isReplaced(track)));

const uris = (...listed: readonly Track[]) => listed.map(({ uri }) => uri);
const violated = { status: 403, message: 'Player command failed: Restriction violated', reason: 'UNKNOWN' };

/** What plays, one after the other, from the first on. */
async function played({ state, post }: ReturnType<typeof setUp>, count: number) {
  const heard: (string | undefined)[] = [];
  for (let step = 0; step < count; step += 1) {
    heard.push((await state()).item?.uri);
    await post('/me/player/next');
  }
  return heard;
}

describe('what the listener may not hear is passed over', () => {
  test('wherever it stands in a list, forwards and backwards', async () => {
    const set = setUp();
    await set.put('/me/player/play', { uris: uris(unsold, one, unsold, two, unsold) });
    expect(await played(set, 3)).toEqual(uris(one, two, one));
    await set.put('/me/player/play', { uris: uris(one, unsold, two), offset: { position: 2 } });
    await set.post('/me/player/previous');
    expect((await set.state()).item?.uri).toBe(one.uri);
  });

  test('also when it is what was asked for: what follows it is played, from its beginning', async () => {
    const { put, state } = setUp();
    await put('/me/player/play', { uris: uris(one, unsold, two), offset: { uri: unsold.uri }, position_ms: 9_000 });
    expect(await state()).toMatchObject({ item: { uri: two.uri }, progress_ms: 0 });
    await put('/me/player/play', { uris: uris(one, unsold), offset: { position: 1 } });
    expect((await state()).item?.uri).toBe(one.uri);
  });

  test('in the queue, and nobody is told that it would come', async () => {
    const set = setUp();
    await set.put('/me/player/play', { uris: uris(one, two) });
    for (const uri of uris(unsold, three)) expect((await set.post(`/me/player/queue?uri=${uri}`)).status).toBe(204);
    const { body } = await set.get<{ queue: { uri: string }[] }>('/me/player/queue');
    expect(body.queue.map(({ uri }) => uri)).toEqual(uris(three, two));
    expect(await played(set, 3)).toEqual(uris(one, three, two));
  });

  test('when a track ends, and on repeat', async () => {
    const { put, state, clock, user } = setUp();
    await put('/me/player/play', { uris: uris(one, unsold, two) });
    await put('/me/player/repeat?state=context');
    clock.advance(one.duration_ms + 1_000);
    expect(await state()).toMatchObject({ item: { uri: two.uri }, progress_ms: 1_000 });
    clock.advance(two.duration_ms);
    expect(await state()).toMatchObject({ item: { uri: one.uri }, progress_ms: 1_000 });
    // A whole number of rounds without what is passed over.
    clock.advance(500 * (one.duration_ms + two.duration_ms));
    expect([user.player.item, user.player.position_ms]).toEqual([one.uri, 1_000]);
  });

  test('when it is explicit and the listener keeps that away, from the moment on', async () => {
    const set = setUp();
    await set.put('/me/player/play', { uris: uris(one, explicit, two) });
    expect(set.user.player.upcoming(5)).toEqual(uris(explicit, two));
    set.user.explicit_content.filter_enabled = true;
    expect(set.user.player.upcoming(5)).toEqual(uris(two));
    expect(await played(set, 2)).toEqual(uris(one, two));
  });
});

test('what is spoken too: explicit episodes, and books that the country does not sell', async () => {
  const { put, user, emulator, world } = setUp();
  const episode = first(world.catalogue.episodes.list().filter((each) => each.explicit && each.markets.includes('SE')));
  expect((await put('/me/player/play', { uris: [episode.uri] })).status).toBe(204);
  user.explicit_content.filter_enabled = true;
  expect((await put('/me/player/play', { uris: [episode.uri] })).body.error).toEqual(violated);
  const { uri } = first(
    world.catalogue.audiobooks.list().filter((book) => !book.explicit && !book.markets.includes('NL')),
  );
  expect((await put('/me/player/play', { context_uri: uri })).status).toBe(204);
  const neighbour = callerFor(emulator, { user: 'neighbour' });
  for (const device of world.user('neighbour').devices)
    Object.assign(device, { is_restricted: false, is_active: true });
  expect((await neighbour.put('/me/player/play', { context_uri: uri })).body.error).toEqual(violated);
});

test('where nothing is left to hear, the command is refused and nothing changes', async () => {
  const { put, state } = setUp();
  const before = await state();
  expect((await put('/me/player/play', { uris: uris(unsold) })).body.error).toEqual(violated);
  expect((await put('/me/player/play', { context_uri: unsold.album.uri })).body.error).toEqual(violated);
  expect(await state()).toEqual(before);
});

test('a track that is sold in another release is heard', async () => {
  const { put, state } = setUp();
  await put('/me/player/play', { uris: uris(replaced) });
  expect((await state()).is_playing).toBe(true);
});
