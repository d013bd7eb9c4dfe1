import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ListeningEmulator, type SharedProcess, shareProcess, startEmulator } from './tonearm.ts';
import { listener } from './tool-case.ts';

let spotify: ListeningEmulator;
let shared: SharedProcess;
beforeAll(async () => {
  [spotify, shared] = await Promise.all([startEmulator(), shareProcess()]);
});
afterAll(async () => {
  shared.end();
  await spotify.close();
});
beforeEach(() => {
  spotify.emulator.reset();
  const { playlists, player } = listener(spotify.emulator);
  const cassettes = playlists.find(({ name }) => name === 'Old Cassettes') ?? expect.unreachable();
  player.start({ uris: cassettes.items.map(({ uri }) => uri), context: cassettes.uri, index: 1 });
});

const run = (...words: readonly string[]) => shared.run(words, spotify.environment);

test('tonearm now names a local file and who made it', async () => {
  const { exitCode, out, err } = await run('now');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain('Side A, mostly rain');
  expect(out).toContain('Uncle Halden');
  expect(out).not.toMatch(/null|undefined/);
});

test('tonearm queue names the files in it', async () => {
  const lines = (await run('queue')).out.trimEnd().split('\n');
  expect(lines.filter((line) => line.includes('voice memo 7\tspotify:local:::voice+memo+7:31'))).toHaveLength(1);
});

test('tonearm library save current says that a local file cannot be saved, and what can', async () => {
  const { exitCode, out, err } = await run('library', 'save', 'current');
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain('is a local file, which exists only on the computer it is stored on.');
  expect(err).toContain('tonearm search');
});
