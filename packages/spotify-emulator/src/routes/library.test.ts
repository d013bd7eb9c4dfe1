import { describe, expect, test } from 'vitest';
import { type Anything, callerFor, createCaller, first } from '../../testing/caller.js';

interface Saved {
  readonly total: number;
  readonly items: readonly (Anything & { readonly added_at: string })[];
}

function setUp() {
  const caller = createCaller();
  const { catalogue } = caller.emulator.world;
  const user = caller.emulator.world.user('listener');
  const unsaved = catalogue.tracks.list().filter(({ uri }) => !user.library.has(uri));
  return { ...caller, user, catalogue, unsaved };
}

test('saves, and lists what was saved last first', async () => {
  const { put, get, emulator, unsaved } = setUp();
  const [one, two] = [first(unsaved), first(unsaved.slice(1))];
  expect(await put(`/me/library?uris=${one.uri}`)).toMatchObject({ status: 200, body: '' });
  emulator.clock.advance(60_000);
  await put(`/me/library?uris=${encodeURIComponent(two.uri)}`);
  const { body } = await get<Saved>('/me/tracks?limit=2');
  expect(body.items.map(({ added_at, track }) => [added_at, (track as { id: string }).id])).toEqual([
    ['2026-05-01T12:01:00.000Z', two.id],
    ['2026-05-01T12:00:00.000Z', one.id],
  ]);
});

test('answers what is saved in the order of the question', async () => {
  const { get, user, unsaved } = setUp();
  const saved = first([...user.library]);
  const uris = [first(unsaved).uri, saved, first(unsaved.slice(1)).uri, saved];
  expect((await get(`/me/library/contains?uris=${uris.join(',')}`)).body).toEqual([false, true, false, true]);
});

test('removes', async () => {
  const { get, delete: remove, user } = setUp();
  const saved = first(user.library.newest('album'));
  await remove(`/me/library?uris=${saved}`);
  expect((await get(`/me/library/contains?uris=${saved}`)).body).toEqual([false]);
});

test('follows artists, users and playlists with the same words', async () => {
  const { get, put, delete: remove, emulator, user } = setUp();
  const artist = first(emulator.world.catalogue.artists.list().filter(({ uri }) => !user.library.has(uri)));
  const foreign = first(
    emulator.world.user('neighbour').playlists.filter((playlist) => !user.playlists.includes(playlist)),
  );
  const uris = [artist.uri, 'spotify:user:neighbour', foreign.uri].join(',');
  await put(`/me/library?uris=${uris}`);
  expect((await get(`/me/library/contains?uris=${uris}`)).body).toEqual([true, true, true]);
  expect(user.playlists[0]).toBe(foreign);
  expect(JSON.stringify((await get('/me/following?type=artist')).body)).toContain(artist.id);
  await remove(`/me/library?uris=${uris}`);
  expect((await get(`/me/library/contains?uris=${uris}`)).body).toEqual([false, false, false]);
});

test('knows audiobooks by both of their URIs', async () => {
  const { get, put, catalogue, user } = setUp();
  const book = first(catalogue.audiobooks.list().filter(({ uri }) => !user.library.has(uri)));
  await put(`/me/library?uris=spotify:audiobook:${book.id}`);
  expect((await get(`/me/library/contains?uris=${book.uri},spotify:audiobook:${book.id}`)).body).toEqual([true, true]);
});

test.each(['albums', 'tracks', 'episodes', 'shows'])('lists saved %s with the moment they were added', async (noun) => {
  const { get } = setUp();
  const { body } = await get<Saved>(`/me/${noun}?limit=1`);
  expect(body.total).toBeGreaterThan(0);
  expect(Object.keys(first(body.items))).toEqual(['added_at', noun.slice(0, -1)]);
});

describe('refuses', () => {
  const unknown = 'spotify:track:0000000000000000000000';

  test('URIs in a body: they belong in the query', async () => {
    const { put, unsaved } = setUp();
    expect((await put('/me/library', { uris: [first(unsaved).uri] })).body.error).toEqual({
      status: 400,
      message: 'Missing required field: uris',
    });
  });

  test('more than forty, things that are no URIs, and things that do not exist, before anything is saved', async () => {
    const { put, user, unsaved } = setUp();
    const before = [...user.library];
    const good = first(unsaved).uri;
    expect((await put(`/me/library?uris=${Array(41).fill(good).join(',')}`)).status).toBe(400);
    expect((await put(`/me/library?uris=${good},nonsense`)).body.error.message).toBe('Invalid uri: nonsense');
    expect((await put(`/me/library?uris=${good},${unknown}`)).status).toBe(404);
    expect([...user.library]).toEqual(before);
  });

  test('each kind of thing without its own scope', async () => {
    const { emulator, unsaved } = setUp();
    const { put } = callerFor(emulator, { scopes: ['user-library-modify'] });
    const artist = first(emulator.world.catalogue.artists.list());
    expect((await put(`/me/library?uris=${first(unsaved).uri}`)).status).toBe(200);
    expect((await put(`/me/library?uris=${artist.uri}`)).body.error).toEqual({
      status: 403,
      message: 'Insufficient client scope',
    });
    const follower = callerFor(emulator, { scopes: ['user-follow-modify'] });
    expect((await follower.put(`/me/library?uris=${artist.uri}`)).status).toBe(200);
    expect((await follower.put(`/me/library?uris=${first(unsaved).uri}`)).status).toBe(403);
  });
});
