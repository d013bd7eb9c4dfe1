import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSpotifyEmulator } from '../emulator.js';
import type { Scale } from './scale.js';

/** A digest of a world: of each kind so many things from all over with all that is told of them, and everybody and their playlists. */
function digestOf(seed: number, scale: Scale, most: number): string {
  const { world } = createSpotifyEmulator({ seed, scale, now: () => Date.UTC(2026, 4, 1, 12) });
  const hash = createHash('sha256');
  for (const [kind, things] of Object.entries(world.catalogue)) {
    for (let step = 0; step < Math.min(things.size, most); step += 1) {
      const thing = things.at(things.size > most ? (step * 7919) % things.size : step) ?? {};
      // What is told later is not listed with the rest.
      const { tracks = [], upc = '' } = thing as { tracks?: readonly { id: string }[]; upc?: string };
      const told = Object.entries({ ...thing, upc, tracks }).map(([name, value]) => [name, withoutWholes(value)]);
      hash.update(JSON.stringify([kind, ...told.sort()]));
    }
  }
  hash.update(JSON.stringify(world.capture()));
  return hash.digest('hex').slice(0, 16);
}

/** The ids of things in place of the things, which tell of each other. */
function withoutWholes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWholes);
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
}

// Recorded tests, snapshots and scenarios of others name things by their ids: a change of these is a change for them.
test.each([
  [1, 'small', 10_000, '41819e686853c372'],
  [7, 'small', 10_000, 'a4ef8c254d5427de'],
  [3, 'medium', 300, 'f1e8497620fd5c67'],
] as const)('the world of seed %i, %s, is what it always was', (seed, scale, most, digest) => {
  expect(digestOf(seed, scale, most)).toBe(digest);
});
