import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { icons } from './icons.js';

test.each([
  ['image/png', 'icon.png'],
  ['image/svg+xml', 'icon.svg'],
])('the icon of type %s is the file %s', (mimeType, file) => {
  const bytes = readFileSync(new URL(`../assets/${file}`, import.meta.url));
  const icon = icons.find((each) => each.mimeType === mimeType);
  expect(icon?.src).toBe(`data:${mimeType};base64,${bytes.toString('base64')}`);
});

test('is small: a client of 2026 gets it with every answer', () => {
  expect(JSON.stringify(icons).length).toBeLessThan(1500);
});
