import { expect, test } from 'vitest';
import { bufferStreams } from '../testing/buffers.js';
import { tryCommand } from '../testing/try-command.js';

test('--list prints every endpoint: a table on a terminal, lines in a pipe, JSON with --json', async () => {
  const lines = (await tryCommand(['api', '--list'])).out.trimEnd().split('\n');
  expect(lines).toContain('player.volume\tPUT\t/me/player/volume\teveryone\tuser-modify-playback-state');
  const rows: unknown = JSON.parse((await tryCommand(['api', '--list', '--json'])).out);
  expect(rows).toHaveLength(lines.length);
  const table = await tryCommand(['api', '--list'], { streams: bufferStreams({ isTTY: true, width: 70 }) });
  expect(table.out.split('\n')[0]).toMatch(/^NAME +METHOD +PATH +ACCESS +SCOPES$/);
});

test('calls by name and prints the answer as JSON', async () => {
  const { exitCode, out } = await tryCommand(['api', 'search.search', 'q=paper', 'type=artist', 'limit=1']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ artists: { items: [{ type: 'artist' }] } });
});

test.each([
  [['api'], 'Which endpoint?', 'tonearm api --list'],
  [['api', 'album.get'], 'no endpoint "album.get"', 'Did you mean albums.get?'],
  [['api', 'PUT', '/v1/me/player/pause?x=y'], 'by name', 'tonearm api player.pause'],
  [['api', 'albums.get', 'oops'], '"oops"', 'name=value'],
  [['api', 'albums.get'], 'albums.get needs id.', 'Write: tonearm api albums.get id=… (it also takes market)'],
  [['api', 'albums.get', 'limit=abc'], 'albums.get needs id, and has no parameter limit.', 'albums.get id=…'],
  [['api', 'albums.get', 'idd=a'], 'needs id, and has no parameter idd.', 'Did you mean id? Write: tonearm api'],
  [['api', 'search.search', 'type=album'], 'search.search needs q.', 'q=… type=…'],
  [['api', 'search.search'], 'search.search needs q and type.', 'q=… type=…'],
  [['api', 'albums.tracks', 'id=a', 'limt=5'], 'albums.tracks has no parameter limt.', 'Did you mean limit?'],
  [['api', 'me.profile', 'constructor=x'], 'me.profile has no parameter constructor.', 'Write: tonearm api me.profile'],
  [['api', 'albums.tracks', 'id=a', 'limit=abc'], 'The parameter limit must be a whole number. (albums.tracks', ''],
])('%j is a usage error with a next step', async (words, message, hint) => {
  const { exitCode, out, err } = await tryCommand(words);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain(message);
  expect(err).toContain(hint);
});
