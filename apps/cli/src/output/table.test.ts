import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { renderTable, truncate } from './table.js';

describe('a table', () => {
  test('aligns its columns and leaves no spaces at the ends of lines', () => {
    expect(
      renderTable(
        ['NAME', 'BY'],
        [
          ['Night Train', 'Ines'],
          ['Sun', 'The Lanterns'],
        ],
      ),
    ).toEqual(['NAME         BY', 'Night Train  Ines', 'Sun          The Lanterns']);
  });

  test('counts wide characters as two columns', () => {
    const [header, row] = renderTable(['NAME', 'BY'], [['夜の電車', 'x']]);
    expect(header?.indexOf('BY')).toBe(10);
    expect(row).toBe('夜の電車  x');
  });

  test('fits the width of the terminal, and never cuts a wide character in half', () => {
    const rows = [['夜の電車は遠くまで行く'.repeat(4), 'somebody']];
    for (const width of [20, 21, 22, 33]) {
      for (const line of renderTable(['NAME', 'BY'], rows, { width }))
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  test('cuts the rigid column only when nothing else is left to cut', () => {
    const uri = 'spotify:track:0123456789012345678901';
    const rows = [['A rather long name of a track', uri]];
    expect(renderTable(['NAME', 'URI'], rows, { width: 50, rigid: [1] })[1]).toContain(uri);
    expect(renderTable(['NAME', 'URI'], rows, { width: 30, rigid: [1] })[1]).not.toContain(uri);
  });

  test('gives each row a block of lines where there is no room for columns', () => {
    const header = ['NAME', 'BY', 'ALBUM', 'LENGTH', 'URI'];
    const rows = [
      ['A rather long name of a track', 'Ines', '', '3:10', 'spotify:track:0123456789012345678901'],
      ['Sun', 'The Lanterns', 'Hill', '2:00', 'x:2'],
    ];
    const lines = renderTable(header, rows, { width: 30, rigid: [4] });
    expect(lines).toEqual([
      'NAME',
      'A rather long name of a track',
      '  by: Ines',
      '  length: 3:10',
      '  uri: spotify:track:01234567…',
      'Sun',
      '  by: The Lanterns',
      '  album: Hill',
      '  length: 2:00',
      '  uri: x:2',
    ]);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(30);
  });

  test('keeps text together with its accents when it cuts', () => {
    expect(truncate('e\u0301e\u0301e\u0301e\u0301', 3)).toBe('e\u0301e\u0301…');
  });
});
