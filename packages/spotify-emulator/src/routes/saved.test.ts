import { describe, expect, test } from 'vitest';
import { type Anything, createCaller } from '../../testing/caller.js';

function setUp(kind: 'albums' | 'audiobooks' | 'episodes' | 'shows' | 'tracks') {
  const caller = createCaller({ profile: 'development-legacy' });
  const { library } = caller.emulator.world.user('listener');
  const unsaved = caller.emulator.world.catalogue[kind].list().filter(({ uri }) => !library.has(uri));
  return { ...caller, library, ids: unsaved.slice(0, 3).map(({ id }) => id) };
}

describe.each(['albums', 'audiobooks', 'episodes', 'shows', 'tracks'] as const)('/me/%s', (kind) => {
  test('saves, answers what is saved, and removes', async () => {
    const { put, get, delete: remove, ids } = setUp(kind);
    const asked = `/me/${kind}/contains?ids=${ids.join(',')}`;
    expect((await get(asked)).body).toEqual([false, false, false]);
    expect(await put(`/me/${kind}?ids=${ids[0]},${ids[2]}`)).toMatchObject({ status: 200, body: '' });
    expect((await get(asked)).body).toEqual([true, false, true]);
    expect((await put(`/me/${kind}`, { ids: [ids[1]] })).status).toBe(200);
    await remove(`/me/${kind}`, { ids: [ids[0]] });
    expect((await get(asked)).body).toEqual([false, true, true]);
    const { body } = await get<{ items: readonly Anything[] }>(`/me/${kind}?limit=2`);
    const saved = body.items.map((item) => (item[kind.slice(0, -1)] as { id: string }).id);
    expect(saved).toEqual([ids[1], ids[2]]);
  });

  test('takes a bare list, as older clients send it', async () => {
    const { put, get, ids } = setUp(kind);
    expect((await put(`/me/${kind}`, [ids[0]])).status).toBe(200);
    expect((await get(`/me/${kind}/contains?ids=${ids[0]}`)).body).toEqual([true]);
    expect((await put(`/me/${kind}`, [1])).status).toBe(400);
  });

  test('ids of the query go before those of the body', async () => {
    const { put, get, ids } = setUp(kind);
    await put(`/me/${kind}?ids=${ids[0]}`, { ids: [ids[1]] });
    expect((await get(`/me/${kind}/contains?ids=${ids.slice(0, 2).join(',')}`)).body).toEqual([true, false]);
  });

  test('refuses too many, badly formed ones and none', async () => {
    const { put, ids } = setUp(kind);
    const many = Array.from({ length: 51 }, () => ids[0]);
    const answers = [
      await put(`/me/${kind}`, { ids: many }),
      await put(`/me/${kind}?ids=x`),
      await put(`/me/${kind}`),
      await put(`/me/${kind}?ids=${many.slice(kind === 'albums' ? 30 : 0).join(',')}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });
});

test('tracks can be saved as of an earlier moment, which goes before mere ids', async () => {
  const { put, get, library, ids } = setUp('tracks');
  const added_at = '2019-03-01T10:00:00.000Z';
  await put('/me/tracks', { ids: [ids[1]], timestamped_ids: [{ id: ids[0], added_at }] });
  expect(library.addedAt(`spotify:track:${ids[0]}`)).toBe(added_at);
  expect((await get(`/me/tracks/contains?ids=${ids.slice(0, 2).join(',')}`)).body).toEqual([true, false]);
  expect((await put('/me/tracks', { timestamped_ids: [{ id: ids[0], added_at: 'once' }] })).status).toBe(400);
});

test('what was saved long ago stands where it was then, whenever somebody says so', async () => {
  const { emulator, get, put } = createCaller({ profile: 'extended' });
  const { library } = emulator.world.user('listener');
  const listed = async () =>
    (await get<{ items: { track: { id: string } }[] }>('/me/tracks?limit=50')).body.items.map(({ track }) => track.id);
  const before = await listed();
  const [old, recent] = emulator.world.catalogue.tracks
    .list()
    .filter(({ uri }) => !library.has(uri))
    .map(({ id }) => id);
  await put(`/me/tracks?ids=${recent}`);
  await put('/me/tracks', { timestamped_ids: [{ id: old, added_at: '2001-01-01T00:00:00.000Z' }] });
  expect(await listed()).toEqual([recent, ...before.slice(0, 49)]);
  const last = await get<{ items: { track: { id: string } }[] }>('/me/tracks?limit=50&offset=50');
  expect(last.body.items.at(-1)?.track.id).toBe(old);
});
