import { test as base, describe, expect } from 'vitest';
import { emulatorFixtures } from './fixtures.js';

const test = base.extend(emulatorFixtures({ profile: 'extended' }));
const seen = new Set<unknown>();

test('a token and an address for a client in any language', async ({ emulator, emulatorUrl, accessToken }) => {
  const answer = await fetch(`${emulatorUrl}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(await answer.json()).toMatchObject({ id: 'listener', product: 'premium' });
  expect(emulator.journal.entries()).toHaveLength(1);
  seen.add(emulator);
});

test('every test has an emulator of its own', ({ emulator }) => {
  expect(seen.has(emulator)).toBe(false);
  expect(emulator.journal.entries()).toEqual([]);
});

describe('a group of tests', () => {
  test.override({ emulatorOptions: { seed: 7, profile: 'development' } });

  test('may have emulators of another kind', async ({ emulator, accessToken }) => {
    expect(emulator.world.seed).toBe(7);
    const answer = await emulator.fetch('/v1/me', { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await answer.json()).not.toHaveProperty('product');
  });
});
