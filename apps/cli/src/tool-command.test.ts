import { beforeEach, describe, expect, test } from 'vitest';
import { bufferStreams } from './testing/buffers.js';
import { asked, tinyTool } from './testing/tiny-tool.js';
import { tryCommand } from './testing/try-command.js';

beforeEach(() => {
  delete asked.input;
});

describe('what is typed becomes the input of the tool', () => {
  test('words by place, flags by name, numbers as numbers, lists by comma or repetition', async () => {
    const words = [
      'thing',
      'list',
      'a',
      'b',
      '--kinds',
      'red,green',
      '--device-id',
      'd',
      '--limit',
      '3',
      '--no-public',
      '--loud',
    ];
    expect(await tryCommand(words)).toMatchObject({ exitCode: 0 });
    expect(asked.input).toEqual({
      things: ['a', 'b'],
      kinds: ['red', 'green'],
      device_id: 'd',
      limit: 3,
      public: false,
      loud: true,
    });
  });

  test('what is not typed is left to the defaults of the tool', async () => {
    await tryCommand(['thing', 'list', 'a']);
    expect(asked.input).toEqual({ things: ['a'], kinds: ['red'], limit: 20, loud: false });
  });

  test('- stands for the lines of standard input', async () => {
    await tryCommand(['thing', 'list', 'first', '-'], { streams: bufferStreams({ input: 'a\n\n b \n' }) });
    expect(asked.input).toMatchObject({ things: ['first', 'a', 'b'] });
  });
});

describe('what cannot be meant is refused before anything is sent', () => {
  test.each([
    ['an unknown flag', ['thing', 'list', 'a', '--lmit', '3'], /--lmit/, /--limit/],
    ['an unknown command', ['thnig', 'list'], /thnig/, /thing/],
    ['an unknown verb', ['thing', 'lst'], /thing lst/, /list/],
    ['a noun alone', ['thing'], /needs a command: list/, /help thing/],
    ['a missing word', ['thing', 'list'], /things/, /--help/],
    ['a value that is no choice', ['thing', 'list', 'a', '--kinds', 'blue'], /red, green/, /--help/],
    ['a number that is none', ['thing', 'list', 'a', '--limit', 'ten'], /must be a number/, /--help/],
    ['a number out of range', ['thing', 'list', 'a', '--limit', '99'], /--limit: /, /--help/],
    ['words without quotes', ['make', 'blue', 'moon'], /more than one <name>/, /"blue moon"/],
    ['a text that is too short', ['make', 'x'], /<name>: /, /--help/],
    ['a backend that is none', ['make', 'thing', '--backend', 'mars'], /emulator, spotify/, /--help/],
  ])('%s', async (_, words, message, hint) => {
    const { exitCode, out, err } = await tryCommand(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    const [first, ...rest] = err.split('\n');
    expect(first).toMatch(message);
    expect(rest.join('\n')).toMatch(hint);
    expect(asked.input).toBeUndefined();
  });
});

describe('what the tool answers is written for who reads', () => {
  test('a terminal gets a table that fits it, with the way to go on', async () => {
    const { out } = await tryCommand(['thing', 'list', 'Night Train'], {
      streams: bufferStreams({ isTTY: true, width: 60 }),
    });
    expect(out).toBe(
      ['All things', 'NAME         LENGTH  URI', 'Night Train  1:01    spotify:thing:0', 'More: --offset 1', ''].join(
        '\n',
      ),
    );
  });

  test('a pipe gets one line a row, the columns of the schema, tabs between them', async () => {
    const { out } = await tryCommand(['thing', 'list', 'a', 'b\tc']);
    expect(out).toBe('a\tspotify:thing:0\t61500\t\nb c\tspotify:thing:1\t61500\t\n');
  });

  test('--json gives the structured output, and notices that a program can read', async () => {
    const { out, err } = await tryCommand(['thing', 'list', 'a', '--json']);
    expect(JSON.parse(out)).toMatchObject({ name: 'All things', things: [{ name: 'a' }] });
    expect(JSON.parse(err)).toEqual({ notice: expect.stringContaining('emulator') });
  });

  test('an empty list is nothing for a program, and a sentence for a person', async () => {
    const { exitCode, out, err } = await tryCommand(['thing', 'list', 'nothing']);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(err).toContain('No things; try tonearm make.');
  });

  test('a change is told in words, which cannot command the terminal', async () => {
    expect((await tryCommand(['make', 'moon'])).out).toBe('Made moon. [2J\n');
  });
});

test('a positional that is no field of the input is a mistake of the tool', async () => {
  const broken = { ...tinyTool, command: { path: ['broken'], positionals: ['nowhere'] } };
  await expect(tryCommand(['broken'], { tools: [broken] })).rejects.toThrow('nowhere');
});
