import { describe, expect, test } from 'vitest';
import { playlist, stage, uris } from './stage.js';

describe('what people call a playlist', () => {
  test.each(['the playlist called "Rainy Kitchen"', 'rainy kitchen', 'my kitchen playlist', 'playlist Rainy'])(
    'finds it by %s',
    async (words) => {
      const set = await stage();
      expect((await set.call('get_playlist', { playlist: words })).output).toMatchObject({ name: 'Rainy Kitchen' });
    },
  );

  test('asks when several are called so, and changes nothing', async () => {
    const set = await stage();
    await set.call('create_playlist', { name: 'Rainy Kitchen' });
    set.requests();
    const failure = set.call('add_to_playlist', { playlist: 'Rainy Kitchen', items: uris(set, 1) });
    const hint = expect.stringContaining(playlist(set, 'Rainy Kitchen').uri);
    await expect(failure).rejects.toMatchObject({ code: 'ambiguous', hint });
    expect(set.entries().every(({ method }) => method === 'GET')).toBe(true);
  });

  test('does not look for a playlist to change among those of the whole world', async () => {
    const set = await stage();
    const failure = set.call('add_to_playlist', { playlist: 'Nothing Like It', items: uris(set, 1) });
    await expect(failure).rejects.toMatchObject({ code: 'not_found' });
    expect(set.requests()).toEqual(['GET /v1/me/playlists']);
  });
});

describe('remove_from_playlist', () => {
  test('shows what it would do, waits for a yes, does it, and puts it back', async () => {
    const set = await stage();
    const desk = playlist(set, 'Desk Hours');
    const before = desk.items.map(({ uri }) => uri);
    const positions = [0, 7];
    const rehearsal = await set.call('remove_from_playlist', { playlist: desk.uri, positions, dry_run: true });
    expect(rehearsal.output).toMatchObject({ outcome: 'planned', before: 41, after: 39 });
    const { output } = await set.call('remove_from_playlist', { playlist: desk.uri, positions });
    expect(output).toMatchObject({ outcome: 'needs_confirmation' });
    expect(desk.items.map(({ uri }) => uri)).toEqual(before);
    const done = await set.call('remove_from_playlist', { playlist: desk.uri, positions, confirm: output.confirm });
    expect(done.output).toMatchObject({ outcome: 'done', before: 41, after: 39, verified: true });
    expect(desk.items.map(({ uri }) => uri)).toEqual(before.filter((_, index) => !positions.includes(index)));
    await set.call('undo_write');
    expect(desk.items.map(({ uri }) => uri)).toEqual(before);
  });

  test('removes by name whatever is called so in it', async () => {
    const set = await stage();
    set.person.answer = 'yes';
    const desk = playlist(set, 'Desk Hours');
    const { output } = await set.call('get_playlist', { playlist: desk.uri, limit: 1 });
    const [item] = output.items as [{ name: string; uri: string }];
    await set.call('remove_from_playlist', { playlist: desk.uri, items: [item.name.toUpperCase()] });
    expect(desk.items.some(({ uri }) => uri === item.uri)).toBe(false);
    expect(set.person.questions).toEqual([expect.stringContaining('"Desk Hours"')]);
  });
});

describe('update_playlist', () => {
  test('sends what changes, looks, says what was before, and can be undone', async () => {
    const set = await stage();
    const desk = playlist(set, 'Desk Hours');
    const { output } = await set.call('update_playlist', { playlist: 'Desk Hours', name: 'Work', description: '' });
    expect(output).toMatchObject({ outcome: 'done', before: { name: 'Desk Hours' }, after: { name: 'Work' } });
    expect(desk).toMatchObject({ name: 'Work', description: '' });
    await set.call('undo_write');
    expect(desk.name).toBe('Desk Hours');
  });
});

describe('delete_playlist', () => {
  test('asks, deletes, and brings it back', async () => {
    const set = await stage();
    const { output } = await set.call('delete_playlist', { playlist: 'Desk Hours' });
    expect(output).toMatchObject({ outcome: 'needs_confirmation', summary: expect.stringContaining('"Desk Hours"') });
    set.person.answer = 'no';
    await expect(set.call('delete_playlist', { playlist: 'Desk Hours' })).rejects.toThrow('The person said no');
    expect(set.person.questions.at(-1)).toMatch(/^Remove "Desk Hours" \(spotify:playlist:\w+\) from the library\?$/);
    const isThere = () => set.listener.playlists.some(({ name }) => name === 'Desk Hours');
    expect(isThere()).toBe(true);
    await set.call('delete_playlist', { playlist: 'Desk Hours', confirm: output.confirm });
    expect(isThere()).toBe(false);
    await set.call('undo_write');
    expect(isThere()).toBe(true);
  });
});
