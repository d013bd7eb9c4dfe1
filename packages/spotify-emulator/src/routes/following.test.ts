import { expect, test } from 'vitest';
import { callerFor, createCaller, first } from '../../testing/caller.js';

const legacy = { profile: 'development-legacy' } as const;

test('artists are followed, asked for and left', async () => {
  const { put, get, delete: remove, emulator } = createCaller(legacy);
  const { library } = emulator.world.user('listener');
  const { id } = first(emulator.world.catalogue.artists.list().filter(({ uri }) => !library.has(uri)));
  expect((await put(`/me/following?type=artist&ids=${id}`)).status).toBe(204);
  expect((await get(`/me/following/contains?type=artist&ids=${id}`)).body).toEqual([true]);
  expect((await remove('/me/following?type=artist', { ids: [id] })).status).toBe(204);
  expect((await get(`/me/following/contains?type=artist&ids=${id}`)).body).toEqual([false]);
});

test('a person who is followed sees it in their profile', async () => {
  const { put, get } = createCaller(legacy);
  expect((await get('/users/neighbour')).body).toMatchObject({ id: 'neighbour', followers: { total: 0 } });
  await put('/me/following?type=user&ids=neighbour');
  expect((await get('/users/neighbour')).body).toMatchObject({ followers: { total: 1 } });
  expect((await get('/users/nobody')).status).toBe(404);
});

test.each(['', '?type=artist', '?type=band&ids=x', '?type=artist&ids=x'])('refuses to follow %s', async (query) => {
  expect((await createCaller(legacy).put(`/me/following${query}`)).status).toBe(400);
});

test('playlists are followed by their own routes too', async () => {
  const { put, get, delete: remove, emulator } = createCaller(legacy);
  const attic = first(emulator.world.user('neighbour').playlists.filter(({ name }) => name === 'Attic Finds'));
  const path = `/playlists/${attic.id}/followers`;
  expect((await get(`${path}/contains?ids=listener`)).body).toEqual([false]);
  expect(await put(path, { public: false })).toMatchObject({ status: 200, body: '' });
  expect((await get(`${path}/contains`)).body).toEqual([true]);
  expect((await get(`${path}/contains?ids=neighbour`)).body).toEqual([true]);
  await remove(path);
  expect((await get(`${path}/contains`)).body).toEqual([false]);
  expect((await get(`${path}/contains?ids=listener,guest`)).status).toBe(400);
});

test('the lists of other people show what is public, and one is made only for oneself', async () => {
  const { emulator, get, post } = createCaller(legacy);
  const names = async (caller: { get: typeof get }) =>
    (await caller.get<{ items: readonly { name: string }[] }>('/users/listener/playlists')).body.items.map(
      ({ name }) => name,
    );
  expect(await names(callerFor(emulator, { user: 'guest' }))).not.toContain('Desk Hours');
  expect(await names({ get })).toContain('Desk Hours');
  expect((await post('/users/listener/playlists', { name: 'By the old way' })).status).toBe(201);
  expect((await post('/users/guest/playlists', { name: 'For you' })).status).toBe(403);
});
