import { describe, expect, test } from 'vitest';
import type { Entry } from './contents.js';
import { findDuplicates } from './duplicates.js';

let ids = 0;
const song = (name: string, artists: readonly string[], more: object = {}): Entry => {
  ids += 1;
  const uri = `spotify:track:${ids}`;
  const facts = { artists: artists.map((artist) => ({ name: artist })), ...more };
  return { uri, item: { name, uri, kind: 'track', by: artists.join(', ') }, facts };
};
const recorded = (isrc: string) => ({ external_ids: { isrc } });

describe('the same id', () => {
  test('is the same wherever it stands again, and nothing else is', () => {
    const [one, two] = [song('A', ['Ann']), song('A', ['Ann'])];
    expect(findDuplicates([one, two, one, one], 'id')).toEqual([2, 3]);
  });
});

describe('the same recording', () => {
  test('is told by its ISRC in any case, whatever release it is on; without one by its id', () => {
    const first = song('A', ['Ann'], recorded('SEABC2600001'));
    const again = song('A - Remastered', ['Ann'], recorded('seabc2600001'));
    const other = song('A', ['Ann'], recorded('SEABC2600002'));
    const unknown = song('A', ['Ann']);
    expect(findDuplicates([first, other, again, unknown, unknown], 'recording')).toEqual([2, 4]);
  });
});

describe('near names', () => {
  test.each([
    ['another case, accents and marks', 'Señor  Blue!', 'senor blue'],
    ['a live version', 'Blue', 'Blue (Live at the Kiln)'],
    ['a remaster', 'Blue - 2011 Remaster', 'Blue'],
    ['a guest who is named in one of them', 'Blue', 'Blue (feat. Ben)'],
    ['a radio edit', 'Blue - Radio Edit', 'Blue [Album Version]'],
  ])('are the same with %s', (_what, one, other) => {
    expect(findDuplicates([song(one, ['Ann']), song(other, ['Ann'])], 'name')).toEqual([1]);
  });

  test('are the same when a guest is among the artists of one of them', () => {
    expect(findDuplicates([song('Blue', ['Ann']), song('Blue (feat. Ben)', ['Ann', 'Ben'])], 'name')).toEqual([1]);
  });

  test.each([
    ['by somebody else', song('Blue', ['Ann']), song('Blue', ['Ben'])],
    ['with a part of another song in it', song('Blue', ['Ann']), song('Blue (Part Two)', ['Ann'])],
    ['that only begins alike', song('Live', ['Ann']), song('Live Wires', ['Ann'])],
  ])('are not the same %s', (_what, one, other) => {
    expect(findDuplicates([one, other], 'name')).toEqual([]);
  });
});

test('what is gone is like nothing else', () => {
  const gone: Entry = { uri: '', facts: {} };
  for (const by of ['id', 'recording', 'name'] as const) expect(findDuplicates([gone, gone], by)).toEqual([]);
});
