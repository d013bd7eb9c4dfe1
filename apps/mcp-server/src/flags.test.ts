import { describe, expect, test } from 'vitest';
import { parseFlags, splitList } from './flags.js';

describe('parseFlags', () => {
  test('reads flags in both spellings, and the words between them', () => {
    const { values, positionals } = parseFlags(['http', '--port=0', '--host', '::1', '--read-only']);
    expect(values).toEqual({ port: '0', host: '::1', 'read-only': true });
    expect(positionals).toEqual(['http']);
  });

  test.each([
    [['--toolset', 'catalog'], 'unknown option --toolset. Did you mean --toolsets?'],
    [['--readonly'], 'unknown option --readonly. Did you mean --read-only?'],
    [['-x'], 'unknown option -x.'],
    [['--port'], '--port needs a value.'],
    [['--port', '--host'], '--port needs a value.'],
    [['--tools='], '--tools needs a value.'],
    [['--read-only=yes'], '--read-only takes no value.'],
  ])('refuses %j', (commandLine, message) => {
    expect(() => parseFlags(commandLine)).toThrow(message);
  });
});

test('a list loses its spaces and its empty places', () => {
  expect(splitList(' catalog, playback,,')).toEqual(['catalog', 'playback']);
  expect(splitList(undefined)).toBeUndefined();
});
