import { expect, test } from 'vitest';
import { isCode, listFiles, readText } from './tree.ts';

const LONGEST_FILE = 300;
const MACHINE_PATHS = /(?<![\w.])(\/(work|root|tmp)\/|\/(home|Users)\/\w+\/|[A-Z]:\\Users)/;

/** This file names the paths that it looks for. */
const OWN_FILE = 'tests/repository/sources.test.ts';

test('no file of code, a test included, is longer than a person wants to read', () => {
  const lengths = listFiles()
    .filter(isCode)
    .map((file) => ({ file, lines: readText(file).split('\n').length - 1 }));
  expect(lengths.filter(({ lines }) => lines > LONGEST_FILE)).toEqual([]);
});

test('no file speaks of the folders of one machine', () => {
  const lines = listFiles()
    .filter((file) => file !== OWN_FILE && file !== 'pnpm-lock.yaml')
    .flatMap((file) =>
      readText(file)
        .split('\n')
        .map((line) => `${file}: ${line.slice(0, 200)}`),
    );
  expect(lines.filter((line) => MACHINE_PATHS.test(line))).toEqual([]);
});

test('sees the folder of a machine where there is one', () => {
  expect('cd /home/ada/tonearm').toMatch(MACHINE_PATHS);
  expect('https://example.org/work/').not.toMatch(MACHINE_PATHS);
});
