import { tools } from '@tonearm/tools';
import { expect, test } from 'vitest';
import { onlyIds, withoutContentTools, withoutNames } from './ids-only.js';

test('keeps addresses, ids, counts and our own words, and nothing that anybody else wrote', () => {
  const uri = 'spotify:track:6FvCEbWpGFE2vEwky9Ni2m';
  const output = {
    outcome: 'done',
    summary: 'Removed 1 item from "Private Party"',
    items: [{ name: 'Secret Song', by: 'Hidden Artist', uri, kind: 'track', position: 3 }],
    id: '6FvCEbWpGFE2vEwky9Ni2m',
    device: { id: '4d83286a61ecc681dcfc0445b41fecc57fa867bd', name: 'Kitchen', is_active: true },
    total: 1,
    next_offset: undefined,
    undo: 'w3',
    cover: null,
  };
  expect(onlyIds(output)).toEqual({
    outcome: 'done',
    summary: '…',
    items: [{ name: '…', by: '…', uri, kind: 'track', position: 3 }],
    id: '6FvCEbWpGFE2vEwky9Ni2m',
    device: { id: '4d83286a61ecc681dcfc0445b41fecc57fa867bd', name: '…', is_active: true },
    total: 1,
    next_offset: undefined,
    undo: 'w3',
    cover: null,
  });
});

test.each([
  'spotify:track:A name',
  'spotify:user:x y',
  'spotify:local:Halden:Tapes:Rain:412',
  'TwentyTwoLettersTitle!',
  'http://i.example/cover.jpg',
])('takes %s for no address', (text) => {
  expect(onlyIds({ uri: text })).toEqual({ uri: '…' });
});

test('takes the names out of sentences, and leaves addresses', () => {
  expect(withoutNames('2 fit: "Desk Hours" by "Linn" (spotify:playlist:1), "Desk" (spotify:playlist:2)')).toBe(
    '2 fit: "…" by "…" (spotify:playlist:1), "…" (spotify:playlist:2)',
  );
});

test('the tools that are left out exist', () => {
  const left = new Set(withoutContentTools(tools).map(({ name }) => name));
  expect(
    tools
      .filter(({ name }) => !left.has(name))
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'export_playlist',
    'get_artist_profile',
    'get_audio_features',
    'get_listening_summary',
    'get_playlist_cover',
    'summarize_library',
  ]);
});
