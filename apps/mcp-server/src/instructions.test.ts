import { selectTools, toolsets } from '@tonearm/tools';
import { describe, expect, test } from 'vitest';
import { composeInstructions } from './instructions.js';

const all = selectTools();

test('stay within what clients load at the start', () => {
  expect(Buffer.byteLength(composeInstructions(all, true))).toBeLessThanOrEqual(1_500);
});

test('say that Tonearm is unofficial, link to Spotify and pass on its policy on AI', () => {
  const text = composeInstructions(selectTools({ tools: ['get_album'] }), false);
  expect(text).toContain('unofficial');
  expect(text).toContain('https://www.spotify.com');
  expect(text).toMatch(/policy forbids .* AI model/);
});

test('say when it is only the emulator', () => {
  expect(composeInstructions(all, true)).toContain('emulator');
  expect(composeInstructions(all, false)).not.toContain('emulator');
});

describe('only speak of tools that are on', () => {
  test.each([
    ...toolsets.map((toolset) => ({ toolsets: [toolset] })),
    { readOnly: true },
    { excludeTools: ['list_devices'] },
  ])('with %j', (selection) => {
    const on = selectTools(selection).map(({ name }) => name);
    const text = composeInstructions(selectTools(selection), true);
    for (const { name } of all) expect(on.includes(name) || !text.includes(name), name).toBe(true);
  });

  test('and say when nothing can be changed', () => {
    expect(composeInstructions(selectTools({ readOnly: true }), false)).toContain('Only reading is possible');
  });
});
