import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { selectTools } from '@tonearm/tools';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectLegacy, type JourneyClient } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment } from '../journeys/mcp-server-process.ts';

// A process has to start: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let emulator: SpotifyEmulator;
let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
let client: JourneyClient;
beforeAll(async () => {
  emulator = createSpotifyEmulator();
  listening = await emulator.listen();
  const environment = emulatorEnvironment(listening.url);
  client = await connectLegacy({ environment, commandLine: ['--ids-only', '--toolsets', 'all'] });
});
afterAll(async () => {
  await client.close();
  await listening.close();
});

/** Every name that the emulator's world could put into an answer, long enough not to be there by chance. */
function namesInTheWorld(): readonly string[] {
  const { catalogue, playlists, users } = emulator.world;
  const names = [
    ...catalogue.tracks.list().map(({ name }) => name),
    ...catalogue.albums.list().map(({ name }) => name),
    ...catalogue.artists.list().map(({ name }) => name),
    ...catalogue.shows.list().map(({ name }) => name),
    ...[...playlists.values()].map(({ name }) => name),
    ...[...users.values()].map(({ display_name }) => display_name),
  ];
  return names.filter((name) => name.length > 6);
}

test('no reading tool that can be called without arguments lets a name through, nor does an error', async () => {
  const names = namesInTheWorld();
  expect(names.length).toBeGreaterThan(1_000);
  const offered = new Set((await client.listTools()).map(({ name }) => name));
  const plain = selectTools({ toolsets: ['all'], readOnly: true }).filter(
    ({ name, input }) => offered.has(name) && input.safeParse({}).success,
  );
  expect(plain.length).toBeGreaterThan(8);
  const album = emulator.world.catalogue.albums.list()[0];
  const calls: [string, Record<string, unknown>][] = [
    ...plain.map(({ name }): [string, Record<string, unknown>] => [name, {}]),
    ['search_catalog', { query: album?.artists[0]?.name ?? '' }],
    ['get_album', { album: album?.uri }],
    ['get_album', { album: 'the' }],
    ['get_playlist', { playlist: [...emulator.world.playlists.values()][0]?.uri }],
  ];
  for (const [tool, input] of calls) {
    const { text, structured } = await client.call(tool, input);
    const said = `${text}\n${JSON.stringify(structured)}`;
    const leaked = names.filter((name) => said.includes(name));
    expect([tool, leaked]).toEqual([tool, []]);
  }
});

test('ids still do: what is found can be saved', async () => {
  const uri = emulator.world.catalogue.tracks.list()[77]?.uri ?? '';
  const { structured, text } = await client.call('save_to_library', { items: [uri] });
  expect(structured).toMatchObject({ outcome: 'done', verified: true });
  expect(text).toContain('Done: …');
  expect(emulator.world.users.get('listener')?.library.has(uri)).toBe(true);
});

test('the model is told, within the budget of instructions', () => {
  expect(client.instructions()).toContain('ids, URIs and counts only');
  expect(Buffer.byteLength(client.instructions())).toBeLessThanOrEqual(1_500);
});
