import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ListeningEmulator, startEmulator, tonearm } from '../cli/tonearm.ts';

let spotify: ListeningEmulator;
beforeAll(async () => {
  spotify = await startEmulator();
});
afterAll(() => spotify.close());

async function step(words: readonly string[], input = ''): Promise<string> {
  const { exitCode, out, err } = await tonearm(words, { environment: spotify.environment, input });
  expect({ words, exitCode, err }).toEqual({ words, exitCode: 0, err: '' });
  return out;
}

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');
const column = (text: string, place: number): readonly string[] =>
  lines(text).map((line) => line.split('\t')[place] ?? '');

test('a person finds music, makes a playlist of it, hears it and keeps it, one pipe after the other', async () => {
  const listener = spotify.emulator.world.user('listener');

  const [artist = ''] = column(await step(['search', 'paper kiln', '--kinds', 'artist']), 1);
  const [album = ''] = column(await step(['artist', 'show', artist]), 1);
  const tracks = column(await step(['album', 'show', album]), 2);
  expect(tracks.every((uri) => uri.startsWith('spotify:track:'))).toBe(true);

  const created = JSON.parse(await step(['playlist', 'create', 'Sunday morning', '--json']));
  const playlist: string = created.uri;
  await step(['playlist', 'add', playlist, '-'], `${tracks.join('\n')}\n`);
  expect(listener.playlists[0]?.items.map(({ uri }) => uri)).toEqual(tracks);
  const shown = JSON.parse(await step(['playlist', 'show', playlist, '--json']));
  expect(shown).toMatchObject({ name: 'Sunday morning', total: tracks.length });

  expect(await step(['devices'])).toContain('Kitchen');
  await step(['play', playlist, '--device', 'Kitchen']);
  expect(listener.player).toMatchObject({ is_playing: true, item: tracks[0], context: playlist });
  expect(listener.player.device?.name).toBe('Kitchen');

  await step(['queue', 'add', tracks.at(-1) ?? '']);
  expect(column(await step(['queue']), 1)[0]).toBe(tracks.at(-1));
  await step(['next']);
  expect(JSON.parse(await step(['now', '--json']))).toMatchObject({ status: 'playing', item: { uri: tracks.at(-1) } });

  await step(['library', 'save', '-'], `${album}\n`);
  expect([...listener.library].at(-1)).toBe(album);
  await step(['pause']);
  expect(listener.player.is_playing).toBe(false);
});
