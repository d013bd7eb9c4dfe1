import { expect, test } from 'vitest';
import { createCaller, first } from '../../testing/caller.js';

test('a read can answer what was true before, and nothing that was written is lost', async () => {
  const { emulator, get, put } = createCaller();
  const remove = emulator.faults.add({ method: 'GET', staleMs: 500 });
  const user = emulator.world.user('listener');
  const [playlist] = user.playlists;
  const name = async () => (await get(`/playlists/${playlist?.id}`)).body.name;
  await put(`/playlists/${playlist?.id}`, { name: 'Renamed' });
  expect(await name()).toBe('Rainy Kitchen');
  emulator.clock.advance(499);
  expect(await name()).toBe('Rainy Kitchen');
  emulator.clock.advance(1);
  expect(await name()).toBe('Renamed');
  await put(`/playlists/${playlist?.id}`, { name: 'Again' });
  expect(await name()).toBe('Renamed');
  remove();
  expect(await name()).toBe('Again');
  expect(user.playlists[0]).toBe(playlist);
});

test('a playlist that was just made is not there yet', async () => {
  const { emulator, get, post } = createCaller();
  emulator.faults.add({ operation: 'get-a-list-of-current-users-playlists', staleMs: 1_000 });
  const { body } = await post('/me/playlists', { name: 'New' });
  const names = async () =>
    (await get<{ items: { name: string }[] }>('/me/playlists')).body.items.map((each) => each.name);
  expect(await names()).not.toContain('New');
  expect((await get(`/playlists/${body.id}`)).body.name).toBe('New');
  emulator.clock.advance(1_000);
  expect(await names()).toContain('New');
});

test('a player seems to play what it played before the command', async () => {
  const { emulator, get, put, post } = createCaller();
  await put('/me/player/play');
  const before = (await get<{ item: { id: string } }>('/me/player')).body.item.id;
  emulator.faults.add({ path: '/me/player', method: 'GET', staleMs: 500 });
  await post('/me/player/next');
  expect((await get<{ item: { id: string } }>('/me/player')).body.item.id).toBe(before);
  emulator.clock.advance(500);
  expect((await get<{ item: { id: string } }>('/me/player')).body.item.id).not.toBe(before);
});

test('what is captured can be restored, in another emulator too', async () => {
  const one = createCaller();
  const { world } = one.emulator;
  const start = JSON.parse(JSON.stringify(world.capture()));
  await one.put('/me/player/shuffle?state=true');
  await one.put('/me/player/play', { context_uri: first(world.user('listener').playlists.slice(1)).uri });
  await one.post('/me/playlists', { name: 'Kept' });
  await one.put(`/me/library?uris=${first(world.catalogue.tracks.list()).uri}`);
  const kept = JSON.parse(JSON.stringify(world.capture()));
  const other = createCaller();
  other.emulator.world.restore(kept);
  expect(other.emulator.world.capture()).toEqual(kept);
  const queue = async (caller: typeof one) => (await caller.get('/me/player/queue')).body.queue;
  expect(await queue(other)).toEqual(await queue(one));
  world.restore(start);
  expect(JSON.parse(JSON.stringify(world.capture()))).toEqual(start);
  await one.put('/me/player/play');
  expect((await one.get('/me/player')).body).toMatchObject({ is_playing: true, shuffle_state: false });
});
