import { expect, test } from 'vitest';
import { first, stage } from './stage.js';

test('a long list costs a line an item: its id, its name, its maker, and a position now and then', async () => {
  const { call, emulator } = await stage();
  const tracks = emulator.world.catalogue.tracks
    .list()
    .filter(({ markets }) => markets.includes('SE'))
    .slice(0, 120);
  await call('create_playlist', { name: 'Long', items: tracks.map(({ uri }) => uri) });
  const { text, output } = await call('get_playlist', { playlist: 'Long' });
  expect(output).toMatchObject({ items: { length: 100 }, next_offset: 100 });
  const [, , one, two] = text.split('\n');
  expect(one).toBe(`@0 ${tracks[0]?.id} ${tracks[0]?.name} · ${tracks[0]?.artists.map(({ name }) => name).join(', ')}`);
  expect(two?.startsWith(`${tracks[1]?.id} `)).toBe(true);
  expect(text).toContain(`@10 ${tracks[10]?.id} `);
  expect(text).toContain('20 more: offset=100');
});

test('what is of another kind than the list says so, in a form that every tool takes', async () => {
  const { call, emulator } = await stage();
  const episode = first(emulator.world.catalogue.episodes.list(), ({ markets }) => markets.includes('SE'));
  await call('create_playlist', { name: 'Talk', items: [episode.uri] });
  const { text } = await call('get_playlist', { playlist: 'Talk' });
  expect(text).toContain(`episode:${episode.id} `);
  await call('add_to_playlist', { playlist: 'Talk', items: [`episode:${episode.id}`] });
});

test('says more of each entry only when it is asked to, and then in the answer and in its text', async () => {
  const { call, emulator, listener } = await stage({ profile: 'extended' });
  const track = first(emulator.world.catalogue.tracks.list(), ({ markets }) => markets.includes('SE'));
  await call('create_playlist', { name: 'One', items: [track.uri] });
  await call('save_to_library', { items: [track.uri] });
  const facts = { album: track.album.name, duration_ms: track.duration_ms };

  const playlist = { playlist: 'One' };
  expect(JSON.stringify((await call('get_playlist', playlist)).output)).not.toContain('"more"');
  const full = await call('get_playlist', { ...playlist, detail: 'full' });
  expect(full.output.items).toMatchObject([{ uri: track.uri, more: { ...facts, added_by: listener.id } }]);
  expect(full.text).toContain(`, on "${track.album.name}", `);

  const saved = await call('list_library', { limit: 1, detail: 'full' });
  expect(saved.output.items).toMatchObject([{ uri: track.uri, more: facts }]);
  const found = await call('search_catalog', { query: track.name, detail: 'full', limit: 50 });
  expect(JSON.stringify(found.output)).toContain(JSON.stringify(track.album.name));
});
