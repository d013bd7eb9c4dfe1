import { describe, expect, test } from 'vitest';
import { first, type Stage, stage } from './stage.js';

const named = ({ listener }: Stage, wanted: string) => first(listener.playlists, ({ name }) => name === wanted);
const held = (set: Stage, name: string): string[] => named(set, name).items.map(({ uri }) => uri);

describe('merge_playlists', () => {
  test('puts lists together without doubles, counts what stayed out, and can be undone', async () => {
    const set = await stage();
    const sources = ['Desk Hours', 'Rainy Kitchen', 'Desk Hours'];
    const { output } = await set.call('merge_playlists', { sources, name: 'Both' });
    const all = [...held(set, 'Desk Hours'), ...held(set, 'Rainy Kitchen')];
    expect(held(set, 'Both')).toEqual([...new Set(all)]);
    expect(output).toMatchObject({ outcome: 'done', verified: true, duplicates: all.length + 41 - new Set(all).size });
    await set.call('undo_write');
    expect(set.listener.playlists.some(({ name }) => name === 'Both')).toBe(false);
  });

  test('copies one list as it is', async () => {
    const set = await stage();
    await set.call('merge_playlists', { sources: ['Desk Hours'], name: 'Copy', same: 'nothing' });
    expect(held(set, 'Copy')).toEqual(held(set, 'Desk Hours'));
  });

  test('takes the liked songs, and the lists in turn', async () => {
    const set = await stage();
    await set.call('merge_playlists', { sources: ['liked songs', 'Desk Hours'], name: 'Turn', alternate: true });
    const liked = (await set.call('list_library', { kind: 'tracks', limit: 1 })).output.items as [{ uri: string }];
    expect(held(set, 'Turn').slice(0, 2)).toEqual([liked[0].uri, held(set, 'Desk Hours')[0]]);
  });

  test('makes nothing as a rehearsal', async () => {
    const set = await stage();
    const { output } = await set.call('merge_playlists', { sources: ['Desk Hours'], name: 'No', dry_run: true });
    expect(output).toMatchObject({ outcome: 'planned', after: 41 });
    expect(set.entries().every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('split_playlist', () => {
  test('makes parts that together are the whole', async () => {
    const set = await stage();
    await set.call('split_playlist', { playlist: 'Desk Hours', parts: 3 });
    const parts = [1, 2, 3].map((part) => held(set, `Desk Hours ${part}`));
    expect(parts.map(({ length }) => length)).toEqual([14, 14, 13]);
    expect(parts.flat()).toEqual(held(set, 'Desk Hours'));
    expect(set.progress.at(-1)).toMatchObject({ done: 3, total: 3 });
  });

  test('wants to know how, and refuses what is no splitting', async () => {
    const set = await stage();
    await expect(set.call('split_playlist', { playlist: 'Desk Hours' })).rejects.toThrow('How to split');
    await expect(set.call('split_playlist', { playlist: 'Desk Hours', size: 50 })).rejects.toThrow('nothing to split');
  });
});

describe('export_playlist and import_playlist', () => {
  test.each(['json', 'csv', 'm3u'] as const)('%s comes back as it went', async (format) => {
    const set = await stage();
    const { output } = await set.call('export_playlist', { playlist: 'Desk Hours', format });
    const back = await set.call('import_playlist', { name: 'Back', content: output.content, format });
    expect(held(set, 'Back')).toEqual(held(set, 'Desk Hours'));
    expect(back.output).toMatchObject({ matched: 41, similar: [], missing: [], verified: true });
  });

  test('plain lines are looked up by name, and what is missing is reported', async () => {
    const set = await stage();
    const { output } = await set.call('export_playlist', { playlist: 'Desk Hours', format: 'text', limit: 3 });
    expect(output).toMatchObject({ total: 41, next_offset: 3 });
    const content = `${output.content}\nNobody - Zzzz qqqq xxxx`;
    const back = await set.call('import_playlist', { name: 'Lines', content, format: 'text', dry_run: true });
    expect(back.output).toMatchObject({ outcome: 'planned', missing: ['"Nobody - Zzzz qqqq xxxx"'] });
    expect(Number(back.output.matched) + (back.output.similar as unknown[]).length).toBe(3);
  });

  test('refuses what is no list, before anything is sent', async () => {
    const set = await stage();
    await expect(set.call('import_playlist', { name: 'X', content: '{', format: 'json' })).rejects.toThrow(
      'not a JSON list',
    );
    expect(set.requests()).toEqual([]);
  });
});

describe('covers', () => {
  test('are uploaded as they are, and shown', async () => {
    const set = await stage();
    const image = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
    await set.call('set_playlist_cover', { playlist: 'Desk Hours', image_base64: `data:image/jpeg;base64,${image}` });
    const put = first(set.entries(), ({ method }) => method === 'PUT');
    expect(put).toMatchObject({ path: `/v1/playlists/${named(set, 'Desk Hours').id}/images`, status: 202 });
    expect((await set.call('get_playlist_cover', { playlist: 'Desk Hours' })).output).toHaveProperty('images');
  });

  test('must be a JPEG', async () => {
    const set = await stage();
    const failure = set.call('set_playlist_cover', { playlist: 'Desk Hours', image: 'iVBORw0KGgo=' });
    await expect(failure).rejects.toThrow('not a JPEG');
    expect(set.requests()).toEqual([]);
  });
});
