import { redisDefaults } from '@tonearm/cache/redis';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { household, outcome } from './household.js';
import { ownPart, randomCalls } from './random-calls.js';

const operations = Number(process.env.TONEARM_TEST_OPERATIONS ?? 10_000);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;
const processes = 3;

test.skipIf(servicesAreOff)(
  `whoever writes reads it, through whichever connection, and nobody reads what is another's: ${operations} operations, seed ${seed}`,
  async () => {
    const redis = await startRedis();
    const connections = Array.from({ length: processes }, () => new Redis(redis.url, redisDefaults));
    const house = household(connections);
    const calls = randomCalls(house.emulator, seed);
    const people = new Map(users.map((user) => [user, { truth: house.uncached(user), isHeard: [true, true, true] }]));

    for (let step = 0; step < operations; step += 1) {
      const user = calls.pick(users);
      const person = people.get(user) ?? expect.unreachable();
      const index = Math.floor(calls.random() * processes);
      const client = await house.cached(user, index);
      if (calls.random() < 0.25) {
        await outcome(client.call(...calls.write(user)));
        person.isHeard = person.isHeard.map((_, other) => other === index);
        continue;
      }
      // Another process knows of a write when it has heard of it; it says itself when that is so.
      if (!person.isHeard[index]) person.isHeard[index] = (await house.caches[index]?.catchUp()) === true;
      // What belongs to a person in whatever they read can't be seen by anybody else without this failing.
      const [row, params] = calls.read(user);
      const own = async (answer: Promise<unknown>) => ownPart(user, [row, params], await outcome(answer));
      const [seen, truth] = [await own(client.call(row, params)), await own(person.truth.call(row, params))];
      expect(seen, `step ${step} of seed ${seed}: ${user} reads ${row} ${JSON.stringify(params)}`).toEqual(truth);
    }
    const statistics = house.caches.map((cache) => cache.statistics());
    expect(statistics.reduce((sum, { hits }) => sum + hits, 0)).toBeGreaterThan(operations / 10);
    expect(statistics.reduce((sum, { sharedHits }) => sum + sharedHits, 0)).toBeGreaterThan(0);
    expect(statistics.reduce((sum, { heard }) => sum + heard, 0)).toBeGreaterThan(operations / 10);
    for (const cache of house.caches) cache.close();
    for (const connection of connections) connection.disconnect();
    await redis.stop();
  },
  120_000,
);
