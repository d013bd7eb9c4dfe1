import { memoryStore } from '@tonearm/cache/testing';
import { expect, test } from 'vitest';
import { household, outcome } from './household.js';
import { type Call, ownPart, randomCalls } from './random-calls.js';

const operations = Number(process.env.TONEARM_TEST_MOVING_OPERATIONS ?? 2_500);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** No rule of what others may change lets an answer get older than this: the artists that somebody follows. */
const oldestMs = 13 * minute;

test(`time passes, clocks differ and other apps write, and still nobody misses their own writes: ${operations} operations, seed ${seed}`, async () => {
  let time = 0;
  const store = memoryStore(() => time);
  // What a clock says does not matter, only how it goes on.
  const house = household([undefined, undefined, undefined], { store, clock: (index) => time + index * 1_000_003 });
  const calls = randomCalls(house.emulator, seed);
  const people = new Map(
    users.map((user) => [user, { names: new Map<string, string>(), editedAt: -Infinity, edits: 0 }]),
  );
  const counts = { late: 0, checked: 0, renamed: 0 };

  async function read(user: string, index: number, [row, params]: Call, isLate: boolean, step: number): Promise<void> {
    const client = await house.cached(user, index);
    const own = async (answer: Promise<unknown>) => ownPart(user, [row, params], await outcome(answer));
    const seen = await own(client.call(row, params));
    const truth = await own(house.uncached(user).call(row, params));
    const context = `step ${step} of seed ${seed}: ${user} reads ${row} ${JSON.stringify(params)}`;
    if (isLate && JSON.stringify(seen) !== JSON.stringify(truth)) counts.late += 1;
    else expect(seen, context).toEqual(truth);
    counts.checked += 1;
    // Nobody else renames: whatever other apps did meanwhile, the name is the one that this person gave.
    const id = String(params.playlist_id);
    const name = people.get(user as (typeof users)[number])?.names.get(id);
    if (row !== 'playlists.get' || name === undefined) return;
    counts.renamed += 1;
    expect(seen, context).toMatchObject({ name });
  }

  for (let step = 0; step < operations; step += 1) {
    const [user, index] = [calls.pick(users), Math.floor(calls.random() * 3)];
    const person = people.get(user) ?? expect.unreachable();
    const what = calls.random();
    if (what < 0.1) time += Math.floor(calls.random() * 40 * second);
    else if (what < 0.11) time += 20 * minute;
    else if (what < 0.18) {
      await outcome(house.uncached(user).call(...calls.edit(user)));
      person.editedAt = time;
      person.edits += 1;
    } else if (what < 0.32) {
      const isRename = calls.random() < 0.4;
      const [row, params] = isRename ? calls.rename(user) : calls.write(user);
      const done = await outcome((await house.cached(user, index)).call(row, params));
      const isDone = !JSON.stringify(done).includes('failed');
      if (row === 'playlists.update' && isDone) person.names.set(String(params.playlist_id), String(params.name));
      for (const cache of house.caches) await cache.catchUp();
    } else await read(user, index, calls.read(user), time - person.editedAt < oldestMs, step);
  }
  // A day later nothing of all that may be left in anybody's answers.
  time += 25 * hour;
  for (let step = 0; step < 200; step += 1) {
    const user = calls.pick(users);
    await read(user, Math.floor(calls.random() * 3), calls.read(user), false, operations + step);
  }
  // It has seen what it is about: answers from before other apps' writes, and names that were given.
  expect(counts.late).toBeGreaterThan(0);
  expect(counts.renamed).toBeGreaterThan(operations / 50);
  for (const cache of house.caches) cache.close();
}, 120_000);
