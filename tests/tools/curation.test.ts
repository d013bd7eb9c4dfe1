import { describe, expect, test } from 'vitest';
import './playlist-files.cases.js';
import { drivesEveryToolOf, first, type Stage, stage } from './stage.js';

drivesEveryToolOf('curation');

const desk = ({ listener }: Stage) => first(listener.playlists, ({ name }) => name === 'Desk Hours');
const held = (set: Stage): string[] => desk(set).items.map(({ uri }) => uri);

describe('dedupe_playlist', () => {
  test('keeps the first of each and its place, after a yes, and can be undone', async () => {
    const set = await stage();
    const [one = '', two = ''] = held(set);
    await set.call('add_to_playlist', { playlist: 'Desk Hours', items: [one, two, one] });
    const doubled = held(set);
    const { output } = await set.call('dedupe_playlist', { playlist: 'Desk Hours', same: 'id' });
    expect(output).toMatchObject({ outcome: 'needs_confirmation', before: 44, after: 41, duplicates: { length: 3 } });
    set.person.answer = 'yes';
    await set.call('dedupe_playlist', { playlist: 'Desk Hours', same: 'id' });
    expect(held(set)).toEqual([...new Set(doubled)]);
    await set.call('undo_write');
    expect(held(set)).toEqual(doubled);
  });

  test('finds the same recording on another release, unless told to go by ids', async () => {
    const set = await stage();
    const known = set.emulator.world.catalogue.tracks.list();
    const again = first(known, ({ isrc, id }) => known.some((other) => other.isrc === isrc && other.id !== id));
    const one = first(known, ({ isrc, id }) => isrc === again.isrc && id !== again.id);
    await set.call('create_playlist', { name: 'Collected', items: [one.uri, again.uri] });
    set.person.answer = 'yes';
    const byId = await set.call('dedupe_playlist', { playlist: 'Collected', same: 'id' });
    expect(byId.output).toMatchObject({ outcome: 'unchanged' });
    const { output } = await set.call('dedupe_playlist', { playlist: 'Collected' });
    expect(output).toMatchObject({ outcome: 'done', before: 2, after: 1, verified: true });
    const collected = first(set.listener.playlists, ({ name }) => name === 'Collected');
    expect(collected.items.map(({ uri }) => uri)).toEqual([one.uri]);
  });

  test('finds nothing twice where nothing is twice', async () => {
    const set = await stage();
    const { output } = await set.call('dedupe_playlist', { playlist: 'Desk Hours', same: 'id' });
    expect(output).toMatchObject({ outcome: 'unchanged', duplicates: [] });
  });
});

describe('sort_playlist', () => {
  test('reverses, and can be undone', async () => {
    const set = await stage();
    const before = held(set);
    const { output } = await set.call('sort_playlist', { playlist: 'Desk Hours', by: 'position', descending: true });
    expect(output).toMatchObject({ outcome: 'done', verified: true });
    expect(held(set)).toEqual([...before].reverse());
    await set.call('undo_write');
    expect(held(set)).toEqual(before);
  });

  test('sorts by name', async () => {
    const set = await stage();
    await set.call('sort_playlist', { playlist: 'Desk Hours', by: 'name' });
    const { output } = await set.call('get_playlist', { playlist: 'Desk Hours' });
    const names = (output.items as { name: string }[]).map(({ name }) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9à-ÿ]+/g, ' ')
        .trim(),
    );
    expect(names).toEqual([...names].sort());
  });

  test('mixes up without losing anything', async () => {
    const set = await stage();
    const before = held(set);
    await set.call('sort_playlist', { playlist: 'Desk Hours', by: 'random' });
    expect([...held(set)].sort()).toEqual([...before].sort());
  });
});

describe('move_in_playlist', () => {
  test('moves neighbours, in the names of the Web API, keeping the dates of all', async () => {
    const set = await stage();
    const before = desk(set).items.map(({ uri, added_at }) => ({ uri, added_at }));
    await set.call('move_in_playlist', {
      playlist_id: desk(set).id,
      range_start: 0,
      insert_before: 5,
      range_length: 2,
    });
    const after = desk(set).items.map(({ uri, added_at }) => ({ uri, added_at }));
    expect(after).toEqual([...before.slice(2, 5), ...before.slice(0, 2), ...before.slice(5)]);
  });

  test('refuses places that there are not', async () => {
    const set = await stage();
    await expect(set.call('move_in_playlist', { playlist: 'Desk Hours', from: 40, to: 0, count: 2 })).rejects.toThrow(
      'only 41 places',
    );
  });
});

describe('replace_playlist', () => {
  test('puts others in place, more than a hundred too, and can be undone', async () => {
    const set = await stage();
    set.person.answer = 'yes';
    const before = held(set);
    const items = set.emulator.world.catalogue.tracks
      .list()
      .slice(0, 150)
      .map(({ uri }) => uri);
    const { output } = await set.call('replace_playlist', { playlist: 'Desk Hours', items });
    expect(output).toMatchObject({ outcome: 'done', before: 41, after: 150, verified: true });
    expect(held(set)).toEqual(items);
    await set.call('undo_write');
    expect(held(set)).toEqual(before);
  });

  test('empties', async () => {
    const set = await stage();
    set.person.answer = 'yes';
    await set.call('replace_playlist', { playlist: 'Desk Hours', items: [] });
    expect(held(set)).toEqual([]);
  });
});

describe('compare_playlists', () => {
  test('says what is in both and what only in one', async () => {
    const set = await stage();
    const [one = '', two = ''] = held(set);
    const other = first(
      set.emulator.world.catalogue.tracks.list(),
      ({ uri, markets }) => !held(set).includes(uri) && markets.includes('SE'),
    );
    await set.call('create_playlist', { name: 'Other', items: [one, two, other.uri] });
    const { output } = await set.call('compare_playlists', { first: 'Desk Hours', second: 'Other', same: 'id' });
    expect(output).toMatchObject({ both: 2, only_first: { length: 39 }, only_second: [{ uri: other.uri }] });
  });
});
