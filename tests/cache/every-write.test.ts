import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { household, outcome } from './household.js';
import { casesOf, everythingToRead } from './write-cases.js';

const user = 'listener';
// From the table, so that a new row is here, or fails for want of an example.
const writes = listEndpoints().filter(({ method }) => method !== 'GET');

describe.each(['extended', 'development'] as const)('an app in mode %s', (appMode) => {
  describe.each(writes.map(({ name }) => name))('after %s', (name) => {
    test('everything that can be read is what it is without a cache', async () => {
      const house = household(appMode);
      const { world, journal } = house.emulator;
      const [cached, elsewhere] = [await house.cached(user), await house.cachedElsewhere(user)];
      const uncached = house.uncached(user);
      // The country is a part of the keys of the catalogue.
      for (const one of [cached, elsewhere]) await one.me.profile();
      const questions = everythingToRead(world);
      const all = async (spotify: typeof cached) => {
        const answers: Record<string, unknown> = {};
        for (const [row, params] of questions) {
          answers[`${row} ${JSON.stringify(params)}`] = await outcome(spotify.call(row, params));
        }
        return answers;
      };
      for (const { what, before, params } of casesOf(name, world)) {
        for (const [row, prepared] of before) await cached.call(row, prepared);
        const past = await all(cached);
        await all(elsewhere);
        // It is the cache that answers now, and not the emulator.
        journal.clear();
        for (const one of [cached, elsewhere]) await all(one);
        const missed = journal.entries().filter(({ path, status }) => path.startsWith('/v1') && status < 400);
        expect(
          missed.map(({ path }) => path),
          what,
        ).toEqual([]);

        await cached.call(name, params);
        const truth = await all(uncached);
        expect(await all(cached), what).toEqual(truth);
        await house.heard();
        expect(await all(elsewhere), `${what}, in another process`).toEqual(truth);
        const changed = Object.keys(truth).filter((each) => JSON.stringify(truth[each]) !== JSON.stringify(past[each]));
        expect(changed, `${what} must change something`).not.toEqual([]);
      }
    });
  });
});
