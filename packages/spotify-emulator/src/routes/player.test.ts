import { describe, expect, test } from 'vitest';
import { type Anything, first } from '../../testing/caller.js';
import { setUp } from '../../testing/player.js';
import type { IncomingRequest } from '../http/reply.js';
import { discographies } from '../world/discography.js';
import { needsOfStart } from './player-start.js';

test('at first the desk is active and paused in the middle of a track', async () => {
  const { state } = setUp();
  expect(await state()).toMatchObject({
    is_playing: false,
    progress_ms: 42_000,
    device: { name: 'Desk', is_active: true },
  });
});

test('play without a body goes on, and the position moves with the clock', async () => {
  const { put, state, clock } = setUp();
  const answer = await put('/me/player/play');
  expect([answer.status, answer.body]).toEqual([204, '']);
  clock.advance(10_000);
  expect(await state()).toMatchObject({ is_playing: true, progress_ms: 52_000 });
});

test('the next track of an album follows when one ends', async () => {
  const { put, get, state, clock, album, track } = setUp();
  await put('/me/player/play', { context_uri: album.uri, offset: { position: 1 }, position_ms: 5_000 });
  expect(await state()).toMatchObject({
    item: { id: track(1).id },
    progress_ms: 5_000,
    context: { uri: album.uri, type: 'album' },
  });
  clock.advance(track(1).duration_ms - 5_000 + 3_000);
  expect(await state()).toMatchObject({ item: { id: track(2).id }, progress_ms: 3_000 });
  const { body } = await get<{ items: { track: { id: string }; context: { uri: string } }[] }>(
    '/me/player/recently-played',
  );
  expect(body.items[0]).toMatchObject({ track: { id: track(1).id }, context: { uri: album.uri } });
});

test('plays a list of tracks from the one asked for', async () => {
  const { put, get, state, track } = setUp();
  const uris = [track(0).uri, track(3).uri, track(2).uri];
  await put('/me/player/play', { uris, offset: { uri: track(3).uri } });
  expect(await state()).toMatchObject({ item: { uri: track(3).uri }, context: null });
  const { body } = await get<{ currently_playing: { uri: string }; queue: { uri: string }[] }>('/me/player/queue');
  expect([body.currently_playing.uri, ...body.queue.map(({ uri }) => uri)]).toEqual([track(3).uri, track(2).uri]);
});

test('plays artists, playlists, shows, audiobooks and liked songs as contexts', async () => {
  const { put, state, world, user } = setUp();
  const contexts = [
    first(world.catalogue.artists.list()).uri,
    first(user.playlists).uri,
    first(world.catalogue.shows.list()).uri,
    first(world.catalogue.audiobooks.list()).uri,
    'spotify:user:listener:collection',
  ];
  for (const context_uri of contexts) {
    expect((await put('/me/player/play', { context_uri })).status).toBe(204);
    expect(await state('?additional_types=track,episode')).toMatchObject({
      is_playing: true,
      context: { uri: context_uri },
    });
  }
});

test('an episode is null to those who did not say that they know episodes', async () => {
  const { put, state, world } = setUp();
  const episode = first(world.catalogue.episodes.list());
  await put('/me/player/play', { uris: [episode.uri] });
  expect(await state()).toMatchObject({ item: null, currently_playing_type: 'episode' });
  expect(await state('?additional_types=episode')).toMatchObject({
    item: { id: episode.id, show: { id: episode.show.id } },
  });
});

test('what is queued plays next, and skipping goes there', async () => {
  const { post, state, track } = setUp();
  expect((await post(`/me/player/queue?uri=${track(4).uri}`)).status).toBe(204);
  await post('/me/player/next');
  expect(await state()).toMatchObject({ item: { uri: track(4).uri } });
});

test('previous, seek, repeat, shuffle and volume do what they say', async () => {
  const { put, post, state, album, track } = setUp();
  await put('/me/player/play', { context_uri: album.uri, offset: { position: 2 } });
  await post('/me/player/previous');
  await put('/me/player/seek?position_ms=1234');
  await put('/me/player/repeat?state=context');
  await put('/me/player/shuffle?state=true');
  await put('/me/player/volume?volume_percent=7');
  expect(await state()).toMatchObject({
    item: { id: track(1).id },
    progress_ms: 1234,
    repeat_state: 'context',
    shuffle_state: true,
    device: { volume_percent: 7 },
  });
});

test('currently-playing is the smaller object', async () => {
  const { get } = setUp();
  const { body } = await get('/me/player/currently-playing');
  expect(body).toMatchObject({ is_playing: false, currently_playing_type: 'track' });
  expect(body).not.toHaveProperty('device');
  expect(body).not.toHaveProperty('repeat_state');
});

test('on its odd days Spotify answers commands with a random text', async () => {
  const { put } = setUp({ quirks: { playerAnswersText: true } });
  const answer = await put<Anything & string>('/me/player/play');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatch(/^[\w-]{27}$/);
});

test('recently played pages backwards and ends without cursors', async () => {
  const { put, get, clock, album } = setUp();
  await put('/me/player/play', { context_uri: album.uri });
  clock.advance(album.tracks.slice(0, 3).reduce((sum, track) => sum + track.duration_ms, 0) + 1_000);
  const newest = await get<{ items: { track: { id: string } }[]; next: string }>('/me/player/recently-played?limit=2');
  expect(newest.body.items.map(({ track }) => track.id)).toEqual([album.tracks[2]?.id, album.tracks[1]?.id]);
  const older = await get<{ items: { track: { id: string } }[]; cursors: { before: string } }>(
    newest.body.next.replace('https://emulator.tonearm.invalid/v1', ''),
  );
  expect(older.body.items[0]?.track.id).toBe(album.tracks[0]?.id);
  const none = await get(`/me/player/recently-played?before=${first([older.body.cursors]).before.slice(0, 3)}`);
  expect(none.body).toMatchObject({ items: [], cursors: null, next: null });
});

test('an episode remembers where its listener left it, begins there again, and from the start once it was heard', async () => {
  const { world, clock, get, put, post, state } = setUp();
  // Short enough for one access token.
  const episode = first(world.catalogue.episodes.list().filter(({ duration_ms }) => duration_ms < 40 * 60_000));
  const resume = async () => (await get(`/episodes/${episode.id}`)).body.resume_point;
  const play = () => put('/me/player/play', { uris: [episode.uri] });
  await play();
  clock.advance(90_500);
  await put('/me/player/pause');
  expect(await resume()).toEqual({ fully_played: false, resume_position_ms: 90_500 });
  clock.advance(5_000);
  await play();
  expect((await state()).progress_ms).toBe(90_500);
  clock.advance(10_000);
  await post('/me/player/next');
  expect(await resume()).toEqual({ fully_played: false, resume_position_ms: 100_500 });
  await play();
  clock.advance(episode.duration_ms);
  await state();
  expect(await resume()).toEqual({ fully_played: true, resume_position_ms: 0 });
  await play();
  expect((await state()).progress_ms).toBe(0);
});

describe('a file of a listener', () => {
  const withCassettes = () => {
    const set = setUp();
    const cassettes = first(set.user.playlists.filter(({ name }) => name === 'Old Cassettes'));
    const [before, file, second, third] = cassettes.items.map(({ uri }) => uri);
    expect(file).toMatch(/^spotify:local:/);
    return { ...set, cassettes, before, file, second, third };
  };

  test('is played by a computer in its turn, and has a name and no id', async () => {
    const { put, get, post, state, clock, cassettes, file, second, track } = withCassettes();
    await put('/me/player/play', { context_uri: cassettes.uri, offset: { uri: file } });
    const item = { id: null, href: null, uri: file, name: 'Side A, mostly rain', is_local: true, duration_ms: 412_000 };
    expect(await state()).toMatchObject({ item, currently_playing_type: 'track', context: { uri: cassettes.uri } });
    expect((await get('/me/player/currently-playing')).body).toMatchObject({ item, is_playing: true });
    clock.advance(412_000);
    expect(await state()).toMatchObject({ item: { uri: second }, progress_ms: 0 });
    await post('/me/player/previous');
    await post(`/me/player/queue?uri=${track(0).uri}`);
    const { body } = await get<{ queue: { uri: string; is_local: boolean }[] }>('/me/player/queue');
    expect(body).toMatchObject({ currently_playing: item });
    expect(body.queue.map(({ uri }) => uri).slice(0, 2)).toEqual([track(0).uri, second]);
    expect(body.queue.at(-1)).toMatchObject({ id: null, name: 'voice memo 7', is_local: true });
  });

  test('is never told as played', async () => {
    const { put, get, post, clock, cassettes, file, track } = withCassettes();
    await put('/me/player/play', { uris: [track(0).uri] });
    clock.advance(60_000);
    await put('/me/player/play', { context_uri: cassettes.uri, offset: { uri: file } });
    clock.advance(60_000);
    await post('/me/player/next');
    const { body } = await get<{ items: { track: { uri: string } }[] }>('/me/player/recently-played?limit=1');
    expect(body.items.map((played) => played.track.uri)).toEqual([track(0).uri]);
  });

  test('is passed over by what is no computer, and the places of a playlist are counted with it', async () => {
    const { put, state, post, device, cassettes, second, third } = withCassettes();
    const onPocket = `/me/player/play?device_id=${device('Pocket').id}`;
    await put(onPocket, { context_uri: cassettes.uri, offset: { position: 2 } });
    expect((await state()).item?.uri).toBe(second);
    await put(onPocket, { context_uri: cassettes.uri, offset: { uri: third } });
    expect((await state()).item?.uri).toBe(third);
    await post('/me/player/previous');
    expect((await state()).item?.uri).toBe(second);
    await put(onPocket, { context_uri: cassettes.uri, offset: { position: 1 } });
    expect((await state()).item?.uri).toBe(second);
  });

  test('is passed over by a listener who has only the playlist', async () => {
    const { put, state, cassettes, file, second } = withCassettes();
    cassettes.items = cassettes.items.map((item) => ({ ...item, added_by: 'neighbour' }));
    await put('/me/player/play', { context_uri: cassettes.uri, offset: { uri: file } });
    expect((await state()).item?.uri).toBe(second);
  });

  test('of unknown length ends all the same, and alone on a phone it cannot be played', async () => {
    const { put, state, clock, device, cassettes, file } = withCassettes();
    cassettes.items = cassettes.items
      .filter(({ uri }) => uri === file)
      .map((item) => ({ ...item, uri: 'spotify:local:::memo:' }));
    await put('/me/player/play', { context_uri: cassettes.uri });
    clock.advance(29_000);
    expect(await state()).toMatchObject({ is_playing: true, item: { name: 'memo' } });
    clock.advance(1_000);
    expect((await state()).is_playing).toBe(false);
    const answer = await put(`/me/player/play?device_id=${device('Pocket').id}`, { context_uri: cassettes.uri });
    expect(answer.status).toBe(403);
  });
});

test('a device that somebody makes active is awake for another half an hour', async () => {
  const { get, clock, device } = setUp();
  const halfAnHour = 30 * 60_000;
  clock.advance(halfAnHour);
  expect((await get('/me/player')).status).toBe(204);
  device('Kitchen').is_active = true;
  expect((await get('/me/player')).status).toBe(200);
  clock.advance(halfAnHour - 1);
  expect((await get('/me/player')).body).toMatchObject({ device: { name: 'Kitchen' } });
});

test('a command keeps its device awake for another half an hour', async () => {
  const { put, clock, state } = setUp();
  clock.advance(29 * 60_000);
  expect((await put('/me/player/volume?volume_percent=7')).status).toBe(204);
  clock.advance(29 * 60_000);
  expect((await state()).device).toMatchObject({ name: 'Desk' });
});

test('only to play an artist needs a look through everything', () => {
  const { catalogue } = setUp().world;
  const needed = (context_uri: string) =>
    needsOfStart?.(catalogue, { body: JSON.stringify({ context_uri }) } as IncomingRequest);
  expect(needed('spotify:artist:0000000000000000000000')).toBe(discographies(catalogue));
  expect(needed('spotify:album:0000000000000000000000')).toBeUndefined();
});
