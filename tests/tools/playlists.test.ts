import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import './playlist-changes.cases.js';
import { answering, drivesEveryToolOf, first, playlist, stage, uris } from './stage.js';

drivesEveryToolOf('playlists');

describe('list_playlists', () => {
  test('lists a page and says how to go on', async () => {
    const set = await stage();
    const { output, text } = await set.call('list_playlists', { limit: 2, offset: 1 });
    expect(set.entries()).toMatchObject([{ path: '/v1/me/playlists', query: { limit: '2', offset: '1' } }]);
    const theirs = set.listener.playlists.slice(1, 3).map(({ uri }) => uri);
    expect((output.playlists as { uri: string }[]).map(({ uri }) => uri)).toEqual(theirs);
    expect(output).toMatchObject({ total: set.listener.playlists.length, next_offset: 3 });
    expect(text).toContain('more: offset=3');
  });

  test('says what to do when there is none', async () => {
    const set = await stage();
    set.listener.playlists.length = 0;
    expect((await set.call('list_playlists')).text).toContain('create_playlist');
  });
});

describe.each(['development', 'extended'] as const)('get_playlist in %s mode', (profile) => {
  test('reads a playlist and what it holds, tracks and episodes', async () => {
    const set = await stage({ profile });
    const desk = playlist(set, 'Desk Hours');
    const { output } = await set.call('get_playlist', { playlist: desk.uri, limit: 50 });
    expect(output).toMatchObject({ name: 'Desk Hours', contents: 'shown', total: 41, public: false });
    const listed = (output.items as { uri: string; position: number }[]).map(({ uri, position }) => [position, uri]);
    expect(listed).toEqual(desk.items.map(({ uri }, index) => [index, uri]));
  });

  test('reads a later page, and sends every parameter', async () => {
    const set = await stage({ profile });
    const train = playlist(set, 'Long Train North');
    const { output, text } = await set.call('get_playlist', {
      playlist: train.id,
      limit: 10,
      offset: 100,
      market: 'SE',
    });
    expect(set.entries()).toMatchObject([
      { path: `/v1/playlists/${train.id}`, query: { market: 'SE', additional_types: 'track,episode' } },
      {
        path: `/v1/playlists/${train.id}/items`,
        query: { limit: '10', offset: '100', market: 'SE', additional_types: 'track,episode' },
      },
    ]);
    expect(output).toMatchObject({ offset: 100, next_offset: 110, total: 120 });
    expect(text).toContain('10 more: offset=110');
  });
});

describe('get_playlist', () => {
  test('says that the contents of other people are withheld, and asks no further', async () => {
    const set = await stage();
    const theirs = playlist(set, 'Next Door');
    const { output, text } = await set.call('get_playlist', { playlist: theirs.uri });
    expect(set.requests()).toEqual([`GET /v1/playlists/${theirs.id}`]);
    expect(output).toMatchObject({ name: 'Next Door', contents: 'withheld', items: [] });
    expect(text).toContain('only to its owner');
  });

  test('says of an empty one that it is empty', async () => {
    const set = await stage();
    expect((await set.call('get_playlist', { playlist: playlist(set, 'Empty Shelf').uri })).text).toContain(
      'It is empty.',
    );
  });

  test('survives local files and things that are gone, and keeps their places', async () => {
    const local = {
      id: null,
      href: null,
      uri: 'spotify:local:A:B:Song:200',
      name: 'Song',
      type: 'track',
      is_local: true,
    };
    const emulator = createSpotifyEmulator();
    const kitchen = first([...emulator.world.playlists.values()], ({ name }) => name === 'Rainy Kitchen');
    const items = [
      { item: local, is_local: true },
      { item: null },
      null,
      { item: { ...local, uri: kitchen.items[0]?.uri, id: '1' } },
    ];
    const answer = { id: kitchen.id, uri: kitchen.uri, name: 'Rainy Kitchen', items: { items, total: 4, offset: 0 } };
    const { call } = await stage({ emulator: answering(emulator, `/v1/playlists/${kitchen.id}`, answer) });
    const { output, text } = await call('get_playlist', { playlist: kitchen.uri });
    expect(output).toMatchObject({ items: [{ position: 0, kind: 'local file' }, { position: 3 }], unavailable: 2 });
    expect(text).toContain('2 entries are gone, or hidden from this app');
  });
});

describe('create_playlist', () => {
  test('makes it as it was asked for, with what is to be in it', async () => {
    const set = await stage();
    const items = uris(set, 3);
    const { output, text } = await set.call('create_playlist', {
      name: 'Night',
      description: 'Late.',
      public: true,
      items,
    });
    expect(set.entries()).toMatchObject([
      { method: 'POST', path: '/v1/me/playlists', body: { name: 'Night', description: 'Late.', public: true } },
      { method: 'POST', body: { uris: items } },
      { method: 'GET' },
    ]);
    const made = playlist(set, 'Night');
    expect(made).toMatchObject({ owner: 'listener', description: 'Late.' });
    expect(made.items.map(({ uri }) => uri)).toEqual(items);
    expect(output).toMatchObject({ outcome: 'done', uri: made.uri, before: 0, after: 3, verified: true });
    expect(text).toContain(`Done: created "Night", with 3 items (${made.uri})`);
    await set.call('undo_write');
    expect(set.listener.playlists.some(({ name }) => name === 'Night')).toBe(false);
  });

  test('makes a private, empty one unless told otherwise', async () => {
    const set = await stage();
    await set.call('create_playlist', { name: 'Quiet' });
    expect(set.entries()[0]).toMatchObject({ method: 'POST', body: { name: 'Quiet', public: false } });
    expect(playlist(set, 'Quiet').items).toEqual([]);
  });

  test('makes nothing when something that should be in it is no track or episode', async () => {
    const set = await stage();
    const album = first(set.emulator.world.catalogue.albums.list());
    await expect(set.call('create_playlist', { name: 'Never', items: [...uris(set, 1), album.uri] })).rejects.toThrow(
      'Item 2 of 2 is an album',
    );
    await expect(set.call('create_playlist', { name: 'Never', kind: 'track' })).rejects.toThrow('without items');
    expect(set.requests()).toEqual([]);
  });

  test('says exactly what was done when it breaks off', async () => {
    const set = await stage();
    set.emulator.faults.add({ operation: 'add-items-to-playlist', status: 403 });
    const failure = set.call('create_playlist', { name: 'Half', items: uris(set, 3) });
    await expect(failure).rejects.toMatchObject({ code: 'partially_done' });
    await expect(failure).rejects.toThrow(
      /The playlist "Half" was created \(spotify:playlist:\w+\)\. 0 of 3 items landed/,
    );
    expect(playlist(set, 'Half').items).toEqual([]);
  });
});

describe('add_to_playlist', () => {
  test('adds in order, at the end', async () => {
    const set = await stage();
    const kitchen = playlist(set, 'Rainy Kitchen');
    const episode = first(set.emulator.world.catalogue.episodes.list()).uri;
    const items = [...uris(set, 2), episode];
    const { output, text } = await set.call('add_to_playlist', { playlist: kitchen.uri, items });
    expect(set.requests()).toEqual([
      `GET /v1/playlists/${kitchen.id}`,
      `POST /v1/playlists/${kitchen.id}/items`,
      `GET /v1/playlists/${kitchen.id}`,
    ]);
    expect(kitchen.items.slice(-3).map(({ uri }) => uri)).toEqual(items);
    const size = kitchen.items.length;
    expect(output).toMatchObject({ outcome: 'done', uri: kitchen.uri, before: size - 3, after: size, verified: true });
    expect(output.snapshot).toBe(kitchen.snapshot);
    expect(text).toContain('Done: added 3 items to "Rainy Kitchen"');
    await set.call('undo_write');
    expect(kitchen.items.length).toBe(size - 3);
  });

  test('adds more than a hundred in chunks, in order, at the position', async () => {
    const set = await stage();
    const kitchen = playlist(set, 'Rainy Kitchen');
    const items = uris(set, 250);
    const before = kitchen.items.map(({ uri }) => uri);
    await set.call('add_to_playlist', { playlist_id: kitchen.id, uris: items, position: 5 });
    const sent = set.entries().filter(({ method }) => method === 'POST');
    expect(sent.map(({ body }) => body)).toMatchObject([
      { position: 5, uris: { length: 100 } },
      { position: 105, uris: { length: 100 } },
      { position: 205, uris: { length: 50 } },
    ]);
    expect(kitchen.items.map(({ uri }) => uri)).toEqual([...before.slice(0, 5), ...items, ...before.slice(5)]);
  });

  test('says exactly what landed when a later chunk fails', async () => {
    const set = await stage();
    const kitchen = playlist(set, 'Rainy Kitchen');
    const before = kitchen.items.length;
    let chunks = 0;
    // The second chunk, and only that, meets a Spotify that is down.
    const fetch: typeof set.emulator.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (url.includes('/items')) chunks += 1;
      if (chunks === 2) set.emulator.faults.add({ operation: 'add-items-to-playlist', status: 503, times: 1 });
      return set.emulator.fetch(input, init);
    };
    const { call } = await stage({ emulator: { ...set.emulator, fetch } });
    const failure = call('add_to_playlist', { playlist: kitchen.uri, items: uris(set, 250) });
    await expect(failure).rejects.toThrow('100 of 250 items landed, in order');
    await expect(failure).rejects.toMatchObject({ code: 'partially_done', hint: expect.stringContaining('item 101') });
    expect(kitchen.items.length).toBe(before + 100);
  });

  test('passes on that the playlist belongs to somebody else', async () => {
    const set = await stage();
    const theirs = playlist(set, 'Next Door');
    await expect(set.call('add_to_playlist', { playlist: theirs.uri, items: uris(set, 1) })).rejects.toMatchObject({
      code: expect.stringMatching(/^forbidden_/),
    });
  });
});
