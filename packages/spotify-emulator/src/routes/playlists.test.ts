import { describe, expect, test } from 'vitest';
import { type Anything, callerFor, createCaller, first } from '../../testing/caller.js';

interface PlaylistBody extends Anything {
  readonly id: string;
  readonly snapshot_id: string;
  readonly items?: {
    readonly total: number;
    readonly items: readonly { readonly item: Anything | null; readonly track?: Anything }[];
  };
  readonly tracks?: { readonly items: readonly { readonly track: Anything }[] };
}

function setUp() {
  const caller = createCaller();
  const { world } = caller.emulator;
  const user = world.user('listener');
  const named = (name: string) => first([...world.playlists.values()].filter((playlist) => playlist.name === name));
  return { ...caller, world, user, named };
}

test('lists owned and followed playlists with the number of their items', async () => {
  const { get, user } = setUp();
  const { body } = await get<{ items: PlaylistBody[]; total: number }>('/me/playlists?limit=50');
  expect(body.items.map(({ name }) => name)).toEqual(user.playlists.map(({ name }) => name));
  expect(body.items[0]?.items).toMatchObject({ total: user.playlists[0]?.items.length });
});

test('leaves out collaborative playlists when their scope is missing', async () => {
  const { emulator } = setUp();
  const { get } = callerFor(emulator, { scopes: ['playlist-read-private'] });
  expect(JSON.stringify((await get('/me/playlists?limit=50')).body)).not.toContain('Shared Garden');
});

test('creates a playlist that is there at once, first in the list', async () => {
  const { post, get, user } = setUp();
  const { status, body } = await post<PlaylistBody>('/me/playlists', {
    name: 'New',
    description: 'Fresh',
    public: false,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'New',
    description: 'Fresh',
    public: false,
    owner: { id: 'listener' },
    items: { total: 0 },
  });
  expect(user.playlists[0]?.id).toBe(body.id);
  expect((await get(`/playlists/${body.id}`)).status).toBe(200);
});

test('a change of the details is a new snapshot', async () => {
  const { put, get, named } = setUp();
  const { id, snapshot } = named('Rainy Kitchen');
  expect((await put(`/playlists/${id}`, { name: 'Dry Kitchen' })).status).toBe(200);
  const { body } = await get<PlaylistBody>(`/playlists/${id}`);
  expect(body.name).toBe('Dry Kitchen');
  expect(body.description).toBe('For cooking when it rains.');
  expect(body.snapshot_id).not.toBe(snapshot);
});

describe('shape', () => {
  test('development has items with an item, in which track is a mere flag', async () => {
    const { get, named } = setUp();
    const { body } = await get<PlaylistBody>(`/playlists/${named('Rainy Kitchen').id}`);
    expect(body).not.toHaveProperty('tracks');
    expect(body.items?.items[0]).toMatchObject({ item: { type: 'track', track: true } });
    expect(body.items?.items[0]).not.toHaveProperty('track');
  });

  test('extended has tracks with a track', async () => {
    const { emulator, get } = createCaller({ profile: 'extended' });
    const playlist = first(emulator.world.user('listener').playlists);
    const { body } = await get<PlaylistBody>(`/playlists/${playlist.id}`);
    expect(body).not.toHaveProperty('items');
    expect(body.tracks?.items[0]).toMatchObject({ track: { type: 'track' } });
  });

  test('an episode is null to those who did not say that they know episodes', async () => {
    const { get, named } = setUp();
    const { id, items } = named('Desk Hours');
    const path = `/playlists/${id}/items?offset=${items.length - 1}`;
    expect((await get<{ items: unknown[] }>(path)).body.items[0]).toMatchObject({ item: null });
    expect((await get<{ items: unknown[] }>(`${path}&additional_types=track,episode`)).body.items[0]).toMatchObject({
      item: { type: 'episode', track: false, episode: true },
    });
  });

  test('is cut down to the fields asked for', async () => {
    const { get, named } = setUp();
    const { id } = named('Three Songs');
    expect((await get(`/playlists/${id}?fields=name,owner(id)`)).body).toEqual({
      name: 'Three Songs',
      owner: { id: 'guest' },
    });
  });

  test('has an entity tag that spares a second download', async () => {
    const { get, put, named } = setUp();
    const { id } = named('Rainy Kitchen');
    const etag = (await get(`/playlists/${id}`)).headers.get('etag') ?? '';
    expect(await get(`/playlists/${id}`, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
    await put(`/playlists/${id}`, { name: 'Other' });
    expect((await get(`/playlists/${id}`, { 'if-none-match': etag })).status).toBe(200);
  });
});

describe('foreign playlists', () => {
  test('have no items in development, and their items are forbidden', async () => {
    const { get, named } = setUp();
    const { id } = named('Next Door');
    const { status, body } = await get(`/playlists/${id}`);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('items');
    expect((await get(`/playlists/${id}/items`)).body.error).toEqual({ status: 403, message: 'Forbidden' });
  });

  test('cannot be changed', async () => {
    const { put, post, named } = setUp();
    const { id } = named('Next Door');
    expect((await put(`/playlists/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await post(`/playlists/${id}/items`, { uris: [] })).status).toBe(403);
  });

  test('are open when they are collaborative', async () => {
    const { emulator, named } = setUp();
    const { get } = callerFor(emulator, { user: 'neighbour' });
    expect((await get(`/playlists/${named('Shared Garden').id}/items`)).status).toBe(200);
  });
});

describe('scopes', () => {
  test('public and private playlists each need their own', async () => {
    const { emulator, named } = setUp();
    const { put, post } = callerFor(emulator, { scopes: ['playlist-modify-public', 'playlist-read-private'] });
    expect((await put(`/playlists/${named('Rainy Kitchen').id}`, { name: 'A' })).status).toBe(200);
    expect((await put(`/playlists/${named('Desk Hours').id}`, { name: 'A' })).body.error.message).toBe(
      'Insufficient client scope',
    );
    expect((await post('/me/playlists', { name: 'A', public: false })).status).toBe(403);
  });

  test('a private playlist is not shown without the scope to read it', async () => {
    const { emulator, named } = setUp();
    expect((await callerFor(emulator, { scopes: [] }).get(`/playlists/${named('Desk Hours').id}`)).status).toBe(403);
  });
});

describe('covers', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

  test('an uploaded one takes the place of the drawn ones and can be fetched', async () => {
    const { emulator, put, get, named } = setUp();
    const { id } = named('Rainy Kitchen');
    expect((await put(`/playlists/${id}/images`, jpeg.toString('base64'))).status).toBe(202);
    const { body } = await get<{ url: string }[]>(`/playlists/${id}/images`);
    const image = await emulator.fetch(first(body).url);
    expect(Buffer.from(await image.arrayBuffer())).toEqual(jpeg);
  });

  test('what is no JPEG or too large is refused', async () => {
    const { put, named } = setUp();
    const { id } = named('Rainy Kitchen');
    expect((await put(`/playlists/${id}/images`, 'bm8=')).status).toBe(400);
    const large = Buffer.concat([jpeg, Buffer.alloc(256 * 1024)]).toString('base64');
    expect((await put(`/playlists/${id}/images`, large)).status).toBe(400);
  });
});

test.each([
  ['{"name":', 'Malformed json'],
  ['[]', 'Malformed json'],
  ['{}', 'Missing required field: name'],
  ['{"name":7}', 'Invalid name'],
  ['{"name":" "}', 'Invalid name'],
  ['{"name":"x","collaborative":true,"public":true}', 'Collaborative playlists can only be private.'],
])('refuses to create from %s', async (body, message) => {
  expect((await setUp().post('/me/playlists', body)).body.error).toEqual({ status: 400, message });
});
