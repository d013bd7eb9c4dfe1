import { describe, expect, test } from 'vitest';
import { createCaller, first } from '../../testing/caller.js';

interface Snapshot {
  readonly snapshot_id: string;
}

/** A playlist of the letters a to f, and a way to read it back. */
function setUp() {
  const caller = createCaller();
  const { world } = caller.emulator;
  const playlist = first(world.user('listener').playlists.filter(({ name }) => name === 'Empty Shelf'));
  const uris = world.catalogue.tracks
    .list()
    .slice(0, 8)
    .map(({ uri }) => uri);
  const uri = (letter: string): string => uris['abcdefgh'.indexOf(letter)] ?? '';
  playlist.items = [...'abcdef'].map((letter) => ({
    uri: uri(letter),
    added_at: '2026-01-01T00:00:00Z',
    added_by: 'listener',
  }));
  const letters = (): string => playlist.items.map((item) => 'abcdefgh'.charAt(uris.indexOf(item.uri))).join('');
  return { ...caller, playlist, uri, letters, path: `/playlists/${playlist.id}/items` };
}

describe('adding', () => {
  test('appends, and answers the new snapshot', async () => {
    const { post, letters, path, playlist, uri } = setUp();
    const before = playlist.snapshot;
    const { status, body } = await post<Snapshot>(path, { uris: [uri('g'), uri('a')] });
    expect([status, letters()]).toEqual([201, 'abcdefga']);
    expect(body.snapshot_id).toBe(playlist.snapshot);
    expect(body.snapshot_id).not.toBe(before);
    expect(playlist.items.at(-1)).toMatchObject({ added_at: '2026-05-01T12:00:00Z', added_by: 'listener' });
  });

  test('inserts at a position, and believes the query before the body', async () => {
    const { post, letters, path, uri } = setUp();
    await post(path, { uris: [uri('g')], position: 1 });
    expect(letters()).toBe('agbcdef');
    await post(`${path}?uris=${uri('h')}&position=0`, { uris: [uri('g')] });
    expect(letters()).toBe('hagbcdef');
  });

  test.each([
    [{ uris: [] }, 'No uris provided'],
    [{}, 'No uris provided'],
    [{ uris: ['spotify:local:a:b:c:1'] }, 'Invalid track uri: spotify:local:a:b:c:1'],
    [{ uris: ['spotify:track:0000000000000000000000'] }, 'Invalid track uri: spotify:track:0000000000000000000000'],
    [{ uris: 'text' }, 'Invalid uris'],
  ])('refuses %o', async (body, message) => {
    const { post, path, letters } = setUp();
    expect((await post(path, body)).body.error).toEqual({ status: 400, message });
    expect(letters()).toBe('abcdef');
  });

  test('refuses more than a hundred at once', async () => {
    const { post, path, uri } = setUp();
    expect((await post(path, { uris: Array(101).fill(uri('a')) })).status).toBe(400);
    expect((await post(path, { uris: Array(100).fill(uri('a')) })).status).toBe(201);
  });
});

describe('changing', () => {
  test('replaces everything', async () => {
    const { put, letters, path, uri } = setUp();
    expect((await put<Snapshot>(path, { uris: [uri('h')] })).status).toBe(200);
    expect(letters()).toBe('h');
    await put(path, { uris: [] });
    expect(letters()).toBe('');
  });

  test.each([
    [{ range_start: 0, insert_before: 6 }, 'bcdefa'],
    [{ range_start: 4, insert_before: 0, range_length: 2 }, 'efabcd'],
    [{ range_start: 1, insert_before: 5, range_length: 2 }, 'adebcf'],
    [{ range_start: 2, insert_before: 3, range_length: 2 }, 'abcdef'],
  ])('reorders %o to %s', async (body, expected) => {
    const { put, letters, path } = setUp();
    expect((await put(path, body)).status).toBe(200);
    expect(letters()).toBe(expected);
  });

  test.each([
    { range_start: 6, insert_before: 0 },
    { range_start: 0, insert_before: 7 },
    { range_start: 5, insert_before: 0, range_length: 2 },
  ])('refuses to reorder %o', async (body) => {
    const { put, letters, path } = setUp();
    expect((await put(path, body)).status).toBe(400);
    expect(letters()).toBe('abcdef');
  });
});

describe('removing', () => {
  test('takes out every occurrence', async () => {
    const { post, delete: remove, letters, path, uri } = setUp();
    await post(path, { uris: [uri('a')] });
    expect((await remove(path, { items: [{ uri: uri('a') }, { uri: uri('c') }] })).status).toBe(200);
    expect(letters()).toBe('bdef');
  });

  test('understands items and no longer tracks', async () => {
    const { delete: remove, path, uri } = setUp();
    expect((await remove(path, { tracks: [{ uri: uri('a') }] })).body.error.message).toBe('No uris provided');
  });
});

describe('snapshots', () => {
  test('an old one is merged', async () => {
    const { post, delete: remove, path, playlist, letters, uri } = setUp();
    const old = playlist.snapshot;
    await post(path, { uris: [uri('g')] });
    expect((await remove(path, { items: [{ uri: uri('a') }], snapshot_id: old })).status).toBe(200);
    expect(letters()).toBe('bcdefg');
  });

  test('one that never was is refused', async () => {
    const { put, path } = setUp();
    expect((await put(path, { range_start: 0, insert_before: 2, snapshot_id: 'invented' })).body.error).toEqual({
      status: 400,
      message: 'Missing or bad version tag',
    });
  });
});
