import { describe, expect, test } from 'vitest';
import { drivesEveryToolOf, first, stage } from './stage.js';

drivesEveryToolOf('library');

describe('save_to_library', () => {
  test('saves and follows things of every kind, their addresses unchanged', async () => {
    const { call, emulator, entries, listener } = await stage();
    const { catalogue, playlists } = emulator.world;
    const items = [
      ...[
        catalogue.tracks,
        catalogue.albums,
        catalogue.artists,
        catalogue.shows,
        catalogue.episodes,
        catalogue.audiobooks,
      ].map((kind) => first<{ uri: string }>(kind.list(), ({ uri }) => !listener.library.has(uri)).uri),
      first([...playlists.values()], ({ owner }) => owner === 'neighbour').uri,
    ];
    const { output, text } = await call('save_to_library', { items });
    const query = (uris: readonly string[]) => ({ path: expect.any(String), query: { uris: uris.join(',') } });
    // The playlist is followed already: it is not sent again.
    expect(entries()).toMatchObject([
      query(items),
      { method: 'PUT', ...query(items.slice(0, 6)) },
      query(items.slice(0, 6)),
    ]);
    for (const uri of items.slice(0, 6)) expect(listener.library.has(uri)).toBe(true);
    expect(output).toMatchObject({ outcome: 'done', before: 1, after: 7, verified: true, undo: 'w1' });
    expect(text).toContain('Done: saved 6 items, 1 was saved already (1 before, 7 after).');
  });

  test('follows people by their address or their id, and stops again', async () => {
    const { call, listener, entries } = await stage();
    const uri = 'spotify:user:guest';
    expect((await call('check_library', { items: [uri] })).output.items).toEqual([{ uri, saved: false }]);
    await call('save_to_library', { items: ['https://open.spotify.com/user/guest?si=1'] });
    expect(listener.library.has(uri)).toBe(true);
    expect(entries().find(({ method }) => method === 'PUT')).toMatchObject({
      path: '/v1/me/library',
      query: { uris: uri },
    });
    const { output } = await call('remove_from_library', { items: ['guest'], kind: 'user' });
    await call('remove_from_library', { items: ['guest'], kind: 'user', confirm: output.confirm });
    expect(listener.library.has(uri)).toBe(false);
    await expect(call('save_to_library', { items: ['spotify:user:a,b'] })).rejects.toMatchObject({
      code: 'user_input',
    });
  });

  test('saves more than forty in chunks, and none twice', async () => {
    const { call, emulator, entries, listener } = await stage();
    const items = emulator.world.catalogue.tracks
      .list()
      .slice(0, 95)
      .map(({ id }) => id);
    await call('save_to_library', { ids: [...items, ...items.slice(0, 5)], kind: 'track' });
    const sizes = entries()
      .filter(({ method }) => method === 'PUT')
      .map(({ query }) => query.uris?.split(',').length);
    expect(sizes).toEqual([40, 40, 14]);
    for (const id of items) expect(listener.library.has(`spotify:track:${id}`)).toBe(true);
  });

  test('says exactly what was saved when a later chunk fails', async () => {
    const { call, emulator, listener } = await stage();
    const items = emulator.world.catalogue.tracks
      .list()
      .slice(0, 60)
      .map(({ uri }) => uri);
    emulator.faults.add({ method: 'PUT', path: '/me/library', skip: 1, status: 403 });
    const failure = call('save_to_library', { items });
    await expect(failure).rejects.toThrow('40 of 59 items were saved');
    expect(items.filter((uri) => listener.library.has(uri)).length).toBeGreaterThanOrEqual(40);
  });

  test('refuses what cannot be saved, and sends nothing', async () => {
    const { call, emulator, requests } = await stage();
    const chapter = first(emulator.world.catalogue.chapters.list());
    await expect(call('save_to_library', { items: [`spotify:chapter:${chapter.id}`] })).rejects.toThrow('is a chapter');
    await expect(call('save_to_library', { items: [] })).rejects.toThrow();
    expect(requests()).toEqual([]);
  });
});

const saved = async (count: number) => {
  const set = await stage();
  const uris = [...set.listener.library].filter((uri) => uri.startsWith('spotify:track:')).slice(0, count);
  return { ...set, uris };
};

describe('remove_from_library', () => {
  test('removes nothing before the plan was confirmed, then exactly that, and can be undone', async () => {
    const { call, uris, listener, requests } = await saved(3);
    const { output, text } = await call('remove_from_library', { items: uris });
    expect(output).toMatchObject({ outcome: 'needs_confirmation', before: 3, after: 0 });
    expect(text).toContain(`confirm="${output.confirm}"`);
    expect(uris.every((uri) => listener.library.has(uri))).toBe(true);
    expect(requests().every((request) => request.startsWith('GET'))).toBe(true);
    const done = await call('remove_from_library', { items: uris, confirm: output.confirm });
    expect(done.output).toMatchObject({ outcome: 'done', after: 0, verified: true });
    expect(uris.some((uri) => listener.library.has(uri))).toBe(false);
    await call('undo_write', { id: done.output.undo });
    expect(uris.every((uri) => listener.library.has(uri))).toBe(true);
  });

  test('takes no confirmation of another plan', async () => {
    const { call, uris, listener } = await saved(2);
    const { output } = await call('remove_from_library', { items: uris.slice(0, 1) });
    await expect(call('remove_from_library', { items: uris, confirm: output.confirm })).rejects.toThrow(
      'does not belong',
    );
    expect(uris.every((uri) => listener.library.has(uri))).toBe(true);
  });

  test.each([
    ['yes', false],
    ['no', true],
  ] as const)('asks the person, and a %s counts', async (answer, stays) => {
    const { call, uris, listener, person } = await saved(1);
    person.answer = answer;
    const outcome = call('remove_from_library', { items: uris });
    if (stays) await expect(outcome).rejects.toThrow('The person said no');
    else expect((await outcome).output).toMatchObject({ outcome: 'done' });
    expect(person.questions).toEqual([expect.stringContaining('Remove')]);
    expect(listener.library.has(uris[0] ?? '')).toBe(stays);
  });

  test('has nothing to do where nothing is saved', async () => {
    const { call, emulator, listener } = await stage();
    const { uri } = first(emulator.world.catalogue.tracks.list(), ({ uri }) => !listener.library.has(uri));
    expect((await call('remove_from_library', { items: [uri] })).output).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('check_library', () => {
  test('tells of each, in the order of asking, doubles too', async () => {
    const { call, uris, emulator, listener } = await saved(1);
    const other = first(emulator.world.catalogue.albums.list(), ({ uri }) => !listener.library.has(uri)).uri;
    const { output } = await call('check_library', { uris: [other, uris[0] ?? '', other] });
    expect(output.items).toEqual([other, uris[0], other].map((uri) => ({ uri, saved: uri === uris[0] })));
  });
});

describe('list_library', () => {
  test.each(['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks'])(
    'lists %s as they are',
    async (kind) => {
      const { call, listener } = await stage();
      const { output } = await call('list_library', { kind, limit: 200 });
      const theirs: string[] = [...listener.library].filter((uri) => uri.split(':')[1] === kind.slice(0, -1));
      const listed = (output.items as { uri: string }[]).map(({ uri }) => uri);
      expect(listed.length + Number(output.unavailable)).toBe(Number(output.total));
      // Audiobooks have the addresses of shows.
      for (const uri of kind === 'audiobooks' ? [] : listed) expect(theirs).toContain(uri);
    },
  );

  test('goes on where it was told to, also where Spotify has only cursors', async () => {
    const { call } = await stage();
    const uris = async (limit: number, offset: number) =>
      (await call('list_library', { kind: 'artists', limit, offset })).output.items as unknown[];
    expect([...(await uris(1, 0)), ...(await uris(2, 1))]).toEqual(await uris(3, 0));
  });
});
