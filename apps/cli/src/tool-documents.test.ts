import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineTool } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bufferStreams } from './testing/buffers.js';
import { type Outcome, tryCommand, type World } from './testing/try-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tonearm-documents-'));
let given: unknown;

const write = defineTool({
  name: 'write_list',
  title: 'Write a list',
  description: 'Writes.',
  toolset: 'curation',
  effect: 'read',
  input: () => z.strictObject({ list: z.string() }),
  output: () => z.object({ content: z.string(), total: z.int() }),
  scopes: [],
  command: { path: ['write'], positionals: ['list'], document: 'content' },
  run: async ({ list }) => ({ content: `one\n${list}`, total: 2 }),
  text: () => 'for a model',
});

const read = defineTool({
  ...write,
  name: 'read_list',
  effect: 'write',
  output: () => write.output,
  input: () =>
    z.strictObject({
      content: z.string(),
      image: z.string().optional(),
      weights: z.record(z.string(), z.number()).optional(),
    }),
  command: { path: ['read'], positionals: ['content', 'image'], files: { content: 'text', image: 'base64' } },
  run: async (input) => {
    given = input;
    return { content: '', total: 0 };
  },
});

const remove = defineTool({
  ...write,
  name: 'remove_list',
  effect: 'destroy',
  input: () => z.strictObject({ list: z.string(), confirm: z.string().optional() }),
  output: () => z.object({ outcome: z.string(), summary: z.string(), before: z.int(), after: z.int() }),
  command: { path: ['remove'], positionals: ['list'] },
  async run(_input, { ask, progress }) {
    progress?.({ done: 1, total: 2, message: 'looking' });
    const outcome = (await ask?.('Really?')) === 'yes' ? 'done' : 'needs_confirmation';
    return { outcome, summary: 'removed a list', before: 1, after: 0 };
  },
  text: ({ outcome }) => outcome,
});

const attempt = (words: readonly string[], world: World = {}): Promise<Outcome> =>
  tryCommand([...words, '--quiet'], { tools: [write, read, remove], ...world });

test('a document goes to standard output as it is, or to a file, which must be new', async () => {
  expect(await attempt(['write', 'two'])).toEqual({ exitCode: 0, out: 'one\ntwo\n', err: '' });
  const file = join(folder, 'list.csv');
  expect(await attempt(['write', 'two', '--output', file])).toEqual({ exitCode: 0, out: '', err: '' });
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  const again = await attempt(['write', 'three', '-o', file]);
  expect(again).toMatchObject({ exitCode: 2, err: expect.stringContaining('exists') });
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect(JSON.parse((await attempt(['write', 'two', '--json'])).out)).toEqual({ content: 'one\ntwo', total: 2 });
});

test('a command may mean more than a conversation does, unless a person says otherwise', async () => {
  const whole = defineTool({
    ...write,
    input: () => z.strictObject({ list: z.string(), limit: z.int().default(2) }),
    output: () => write.output,
    command: { path: ['write'], positionals: ['list'], document: 'content', defaults: { limit: 10 } },
    run: async ({ limit }) => ({ content: `${limit} lines`, total: limit }),
  });
  expect((await tryCommand(['write', 'x', '-q'], { tools: [whole] })).out).toBe('10 lines\n');
  expect((await tryCommand(['write', 'x', '-q', '--limit', '3'], { tools: [whole] })).out).toBe('3 lines\n');
  expect((await tryCommand(['write', '--help'], { tools: [whole] })).out).toContain('default: 10');
});

test('what is in a file is named by the file, as text or as base64; - is standard input', async () => {
  const [text, picture] = [join(folder, 'songs.txt'), join(folder, 'cover.jpg')];
  writeFileSync(text, 'Ines – Sol\n');
  writeFileSync(picture, Buffer.from([0xff, 0xd8, 0xff]));
  expect(await attempt(['read', text, picture, '--weights', '{"a": 1}'])).toMatchObject({ exitCode: 0 });
  expect(given).toEqual({ content: 'Ines – Sol\n', image: '/9j/', weights: { a: 1 } });
  await attempt(['read', '-'], { streams: bufferStreams({ input: 'from a pipe' }) });
  expect(given).toEqual({ content: 'from a pipe' });
  expect(await attempt(['read', join(folder, 'none.txt')])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('ENOENT'),
  });
  expect(await attempt(['read', text, '--weights', 'a=1'])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('JSON'),
  });
});

test('what takes something away needs a --yes, and says what it would have done', async () => {
  const refused = await attempt(['remove', 'x']);
  expect(refused).toMatchObject({ exitCode: 2, out: '' });
  expect(refused.err).toContain('Not done: removed a list (1 before, 0 after).');
  expect(refused.err).toContain('--yes');
  expect(await attempt(['remove', 'x', '--yes'])).toEqual({ exitCode: 0, out: 'done\n', err: '' });
  expect((await attempt(['remove', '--help'])).out).not.toContain('--confirm');
});

test('a person sees how far it is, a script does not', async () => {
  const watched = bufferStreams({ isTTY: true });
  await tryCommand(['remove', 'x', '--yes'], { tools: [remove], streams: watched });
  expect(watched.err.text).toContain('1 of 2 looking');
  expect((await attempt(['remove', 'x', '--yes'])).err).toBe('');
});
