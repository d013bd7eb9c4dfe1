import { expect } from 'vitest';
import type { Proofs } from './requirements.ts';
import { first, stage } from './stage.ts';

const named = ({ listener }: Pick<ReturnType<typeof stage>, 'listener'>, name: string) =>
  first(listener.playlists.filter((playlist) => playlist.name === name));

export const playlistsProofs: Proofs<'playlists'> = {
  'at most a hundred URIs at once': async () => {
    const set = stage();
    const uris = set.world.catalogue.tracks.list().map(({ uri }) => uri);
    const path = `/playlists/${named(set, 'Empty Shelf').id}/items`;
    const add = async (count: number) => (await set.ask('POST', path, { uris: uris.slice(0, count) })).status;
    const replace = async (count: number) => (await set.ask('PUT', path, { uris: uris.slice(0, count) })).status;
    const remove = async (count: number) =>
      (await set.ask('DELETE', path, { items: uris.slice(0, count).map((uri) => ({ uri })) })).status;
    expect([await add(101), await replace(101), await remove(101)]).toEqual([400, 400, 400]);
    expect([await add(100), await replace(100), await remove(100)]).toEqual([201, 200, 200]);
  },
  'items are put where the position says': async () => {
    const set = stage();
    const playlist = named(set, 'Rainy Kitchen');
    const { uri } = first(set.world.catalogue.tracks.list());
    await set.ask('POST', `/playlists/${playlist.id}/items`, { uris: [uri], position: 3 });
    expect(playlist.items[3]?.uri).toBe(uri);
  },
  'removing a URI removes all of its places': async () => {
    const set = stage();
    const playlist = named(set, 'Empty Shelf');
    const { uri } = first(set.world.catalogue.tracks.list());
    await set.ask('POST', `/playlists/${playlist.id}/items`, { uris: [uri, uri] });
    await set.ask('DELETE', `/playlists/${playlist.id}/items`, { items: [{ uri }] });
    expect(playlist.items).toEqual([]);
  },
  'a new snapshot shows late, and another one before it': async () => {
    const set = stage({ quirks: { snapshotDelayMs: 30_000 } });
    const { id } = named(set, 'Rainy Kitchen');
    const seen = async () => (await set.ask('GET', `/playlists/${id}`)).body.snapshot_id;
    const old = await seen();
    const { uri } = first(set.world.catalogue.tracks.list());
    const told = (await set.ask('POST', `/playlists/${id}/items`, { uris: [uri] })).body.snapshot_id;
    expect(await seen()).toBe(old);
    set.emulator.clock.advance(15_000);
    expect([old, told]).not.toContain(await seen());
    set.emulator.clock.advance(15_000);
    expect(await seen()).toBe(told);
  },
  'the contents of foreign playlists are not shown': async () => {
    const set = stage();
    const { id } = named(set, 'Next Door');
    expect(Object.keys((await set.ask('GET', `/playlists/${id}`)).body)).not.toContain('items');
    expect((await set.ask('GET', `/playlists/${id}/items`)).status).toBe(403);
  },
  'files of a listener and what is gone keep their places': async () => {
    const set = stage();
    const { id, items } = named(set, 'Old Cassettes');
    const { body } = await set.ask('GET', `/playlists/${id}/items`);
    const kinds = body.items.map(({ is_local, item }) => (is_local ? 'local' : item === null ? 'gone' : 'track'));
    expect(kinds).toEqual(['track', 'local', 'track', 'track', 'gone', 'local']);
    expect(body.items[1]?.item).toMatchObject({ id: null, href: null, external_urls: {}, is_local: true });
    const local = items[1]?.uri;
    expect((await set.ask('DELETE', `/playlists/${id}/items`, { items: [{ uri: local }] })).status).toBe(400);
    expect((await set.ask('PUT', `/playlists/${id}/items`, { range_start: 1, insert_before: 0 })).status).toBe(200);
    expect(named(set, 'Old Cassettes').items[0]?.uri).toBe(local);
  },
  'public: false may be ignored': async () => {
    const { ask } = stage({ quirks: { ignoresPrivate: true } });
    expect((await ask('POST', '/me/playlists', { name: 'Private?', public: false })).body.public).toBe(true);
  },
  'a cover is accepted as JPEG of up to 256 KB': async () => {
    const set = stage();
    const path = `/playlists/${named(set, 'Rainy Kitchen').id}/images`;
    const jpeg = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(bytes)]).toString('base64');
    // Of the text, into four characters of which go three bytes; two are the beginning of a JPEG.
    const most = (256 * 1024 * 3) / 4 - 2;
    expect((await set.ask('PUT', path, jpeg(most))).status).toBe(202);
    expect((await set.ask('PUT', path, jpeg(most + 1))).status).toBe(400);
    expect((await set.ask('PUT', path, 'bm8gaW1hZ2U=')).status).toBe(400);
  },
  'the total in a list of playlists may be stale': async () => {
    const set = stage({ quirks: { totalDelayMs: 5_000 } });
    const { id, items } = named(set, 'Rainy Kitchen');
    const before = items.length;
    const { uri } = first(set.world.catalogue.tracks.list());
    await set.ask('POST', `/playlists/${id}/items`, { uris: [uri] });
    const listed = async () => (await set.ask('GET', '/me/playlists?limit=1')).body.items[0]?.items;
    const exact = async () => (await set.ask('GET', `/playlists/${id}`)).body.items;
    expect(await listed()).toMatchObject({ total: before });
    expect(await exact()).toMatchObject({ total: before + 1 });
    set.emulator.clock.advance(5_000);
    expect(await listed()).toMatchObject({ total: before + 1 });
  },
};

export const libraryProofs: Proofs<'library'> = {
  'URIs go into the query, never into a body': async () => {
    const { ask, world } = stage();
    const { uri } = first(world.catalogue.tracks.list());
    const { status, body } = await ask('PUT', '/me/library', { uris: [uri] });
    expect([status, body.error.message]).toEqual([400, 'Missing required field: uris']);
    expect((await ask('PUT', `/me/library?uris=${uri}`)).status).toBe(200);
  },
  'at most forty URIs at once': async () => {
    const { ask, world } = stage();
    const uris = world.catalogue.tracks.list().map(({ uri }) => uri);
    const save = async (count: number) => (await ask('PUT', `/me/library?uris=${uris.slice(0, count)}`)).status;
    expect([await save(41), await save(40)]).toEqual([400, 200]);
  },
  'answers come in the order of the question': async () => {
    const { ask, world, listener } = stage();
    const saved = first(listener.library);
    const { uri } = first(world.catalogue.tracks.list().filter((track) => !listener.library.has(track.uri)));
    expect((await ask('GET', `/me/library/contains?uris=${uri},${saved},${uri}`)).body).toEqual([false, true, false]);
  },
  'kinds may be mixed, and each needs its own scope': async () => {
    const { emulator, ask, world } = stage({}, { scopes: ['user-library-modify'] });
    const [track, artist] = [first(world.catalogue.tracks.list()).uri, first(world.catalogue.artists.list()).uri];
    expect((await ask('PUT', `/me/library?uris=${track}`)).status).toBe(200);
    expect((await ask('PUT', `/me/library?uris=${track},${artist}`)).body.error.message).toBe(
      'Insufficient client scope',
    );
    const both = stage({}, { scopes: ['user-library-modify', 'user-follow-modify'] });
    expect((await both.ask('PUT', `/me/library?uris=${track},${artist}`)).status).toBe(200);
    expect(emulator.world.user('listener').library.has(track)).toBe(true);
  },
};

export const searchProofs: Proofs<'search'> = {
  'search and the albums of an artist give ten at most': async () => {
    const { ask, world } = stage();
    const { id } = first(world.catalogue.artists.list());
    for (const path of ['/search?q=a&type=track&', `/artists/${id}/albums?`]) {
      expect((await ask('GET', `${path}limit=10`)).status).toBe(200);
      expect((await ask('GET', `${path}limit=11`)).body.error.message).toBe('Invalid limit');
    }
  },
  'playlists of the house leave holes': async () => {
    const { ask, world } = stage();
    const { name } = first([...world.playlists.values()].filter(({ editorial }) => editorial));
    const { body } = await ask('GET', `/search?type=playlist&q=${encodeURIComponent(name)}`);
    expect((body.playlists as { items: unknown[] }).items).toContain(null);
  },
  'every kind is paged on its own': async () => {
    const { body } = await stage().ask('GET', '/search?q=a&type=album,track&limit=2&offset=2');
    for (const kind of ['albums', 'tracks']) {
      const { items, next } = body[kind] as { items: readonly unknown[]; next: string };
      expect([items.length, next]).toEqual([2, expect.stringContaining(`type=${kind.slice(0, -1)}`)]);
    }
  },
  'an offset goes up to a thousand': async () => {
    const { ask } = stage();
    const search = async (offset: number) => (await ask('GET', `/search?q=a&type=track&offset=${offset}`)).status;
    expect([await search(1000), await search(1001)]).toEqual([200, 400]);
  },
};

export const pagingProofs: Proofs<'paging'> = {
  'links are absolute and lead back to the emulator': async () => {
    const { emulator, ask, world } = stage({ origin: 'https://spotify.example' });
    const { body } = await ask('GET', '/me/tracks?limit=2&offset=2');
    for (const link of [body.href, body.next, body.previous]) {
      expect(link).toMatch(/^https:\/\/spotify\.example\/v1\/me\/tracks\?/);
    }
    const { id } = first(world.catalogue.albums.list());
    const others = ['/me/playlists', '/me/player/recently-played', '/me/following?type=artist', `/albums/${id}`];
    for (const path of [...others, '/search?q=a&type=album', `/albums/${id}/tracks`, '/me/top/artists']) {
      const written = (await ask('GET', path)).text;
      const links = [...written.matchAll(/"(?:href|next|previous|url)":"([^"]+)"/g)].map(([, link]) => link);
      expect(links.length, path).toBeGreaterThan(0);
      for (const link of links) expect(link).toMatch(/^https:\/\/spotify\.example\/(v1|image)\//);
    }
    const headers = { authorization: `Bearer ${emulator.grant().access_token}` };
    expect(await (await emulator.fetch(String(body.next), { headers })).json()).toMatchObject({ offset: 4 });
  },
};
