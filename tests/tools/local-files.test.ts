import { expect, test } from 'vitest';
import { first, type Stage, stage } from './stage.js';

const FILE = 'spotify:local:Uncle+Halden:Attic+Tapes:Side+A%2C+mostly+rain:412';

/** The listener hears a file of their own, in the middle of a playlist. */
async function stageWithFile(profile: 'development' | 'extended' = 'development'): Promise<Stage> {
  const set = await stage({ profile });
  const cassettes = first(set.listener.playlists, ({ name }) => name === 'Old Cassettes');
  await set.call('start_playback', { item: cassettes.uri, offset: 1 });
  set.requests();
  return set;
}

test('what plays says the name and the maker of a local file, and that it is one', async () => {
  const { call } = await stageWithFile();
  const { output, text } = await call('get_playback');
  expect(output).toMatchObject({
    status: 'playing',
    item: { name: 'Side A, mostly rain', by: 'Uncle Halden', uri: FILE, kind: 'local file' },
    playing: 'track',
    duration_ms: 412_000,
  });
  expect(text).toContain(`Playing: "Side A, mostly rain" by "Uncle Halden" (${FILE}) on Desk`);
});

test('the queue does too, of what plays and of what comes', async () => {
  const { call } = await stageWithFile();
  const { output, text } = await call('get_queue');
  expect(output).toMatchObject({ now: { uri: FILE, kind: 'local file' }, unavailable: 0 });
  expect(output.items).toContainEqual({
    name: 'voice memo 7',
    kind: 'local file',
    uri: 'spotify:local:::voice+memo+7:31',
  });
  expect(text).toMatch(/^Now: "Side A, mostly rain" by "Uncle Halden"/);
});

test('what skips says which file it left and which it came to', async () => {
  const { call } = await stageWithFile();
  expect((await call('skip_to_next')).output).toMatchObject({ confirmed: true, before: FILE });
  expect((await call('skip_to_previous')).output).toMatchObject({ confirmed: true, now: { uri: FILE } });
});

const current = { items: ['current'] };
test.each<[tool: string, input: Record<string, unknown>]>([
  ['save_to_library', current],
  ['remove_from_library', current],
  ['check_library', current],
  ['get_items', current],
  ['get_audio_features', current],
  ['get_recommendations', { seeds: ['current'] }],
  ['add_to_queue', current],
  ['add_to_playlist', { playlist: 'Rainy Kitchen', ...current }],
  ['create_playlist', { name: 'New', ...current }],
  ['replace_playlist', { playlist: 'Rainy Kitchen', ...current }],
  ['start_playback', { item: 'current' }],
  ['get_artist', { artist: 'current' }],
  ['get_album', { album: 'current' }],
])('%s says of a local file that plays why it cannot be meant, and changes nothing', async (tool, input) => {
  const { call, entries } = await stageWithFile('extended');
  await expect(call(tool, input)).rejects.toMatchObject({
    code: 'user_input',
    message: expect.stringMatching(/is a local file, which exists only on the computer it is stored on\.$/),
    hint: expect.stringContaining('search_catalog'),
  });
  expect(entries().filter(({ method }) => method !== 'GET')).toEqual([]);
});
