import { expect, test } from 'vitest';
import { callerFor, createCaller } from '../../testing/caller.js';

test('a profile tells in development neither country nor product', async () => {
  const { body } = await createCaller().get('/me');
  expect(body).toMatchObject({ id: 'listener', display_name: 'Linn Listener', type: 'user' });
  expect(body.account_id).toMatch(/^\w{22}$/);
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['product']));
});

test('in the extended profile it tells them to those with the scope', async () => {
  const { emulator, get } = createCaller({ profile: 'extended' });
  expect((await get('/me')).body).toMatchObject({ product: 'premium', country: 'SE', email: 'listener@example.com' });
  expect((await callerFor(emulator, { scopes: [] }).get('/me')).body).not.toHaveProperty('product');
});

test('a profile counts who follows it', async () => {
  const { emulator, get } = createCaller({ profile: 'extended' });
  expect((await get('/me')).body.followers).toEqual({ href: null, total: 2 });
  emulator.world.user('guest').library.delete('spotify:user:listener');
  expect((await get('/me')).body.followers).toEqual({ href: null, total: 1 });
});

test('everybody has a library, playlists of their own, shared and of others, people or artists they follow, favourites and a past', () => {
  for (const user of createCaller().emulator.world.users.values()) {
    const { playlists, library, top, id } = user;
    for (const kind of ['track', 'album', 'show', 'episode', 'artist'])
      expect(library.newest(kind).length).toBeGreaterThan(0);
    expect(playlists.some(({ owner }) => owner === id)).toBe(true);
    expect(playlists.some(({ collaborative }) => collaborative)).toBe(true);
    expect(playlists.some(({ owner, collaborative }) => owner !== id && !collaborative)).toBe(true);
    expect([top.artists.length, top.tracks.length, user.player.recent().length]).toEqual([50, 50, 30]);
  }
});

test('top artists and tracks differ by range of time', async () => {
  const { get } = createCaller();
  const top = async (path: string): Promise<string> => JSON.stringify((await get<{ items: unknown }>(path)).body.items);
  for (const type of ['artists', 'tracks']) {
    expect(await top(`/me/top/${type}`)).toBe(await top(`/me/top/${type}?time_range=medium_term`));
    expect(await top(`/me/top/${type}`)).not.toBe(await top(`/me/top/${type}?time_range=short_term`));
  }
  expect((await get('/me/top/albums')).status).toBe(404);
  expect((await get('/me/top/tracks?time_range=ever')).status).toBe(400);
});

test('followed artists are paged by a cursor, each of them once', async () => {
  const { emulator, get } = createCaller();
  interface Followed {
    readonly artists: {
      readonly items: readonly { readonly uri: string }[];
      readonly next: string | null;
      readonly total: number;
    };
  }
  const seen: string[] = [];
  let next: string | null = '/me/following?type=artist&limit=7';
  while (next !== null) {
    const page: Followed = (await get<Followed>(next)).body;
    seen.push(...page.artists.items.map(({ uri }) => uri));
    next = page.artists.next?.replace('https://emulator.tonearm.invalid/v1', '') ?? null;
  }
  expect(seen).toEqual(emulator.world.user('listener').library.newest('artist'));
  expect((await get('/me/following?type=user')).status).toBe(400);
});
