import type { SpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { ageEntries } from './age-entries.js';
import { until } from './group.js';
import { inProcess, outcome, uncached } from './household.js';
import { type Call, ownPart, randomCalls } from './random-calls.js';
import { startRuntimeProcess } from './start-runtime-process.js';

const operations = Number(process.env.TONEARM_TEST_OPERATIONS ?? 10_000);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;
type User = (typeof users)[number];
const processes = 3;
/** So many operations of each person between two moves of the clocks; people take no notice of each other. */
const operationsEach = 66;
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** No rule of what others may change lets an answer get older than this: the artists that somebody follows. */
const oldestMs = 13 * minute;
const namespace = 'own-writes';

/** A person: what they have done so far, and where it was heard of. */
interface Person {
  readonly user: User;
  readonly calls: ReturnType<typeof randomCalls>;
  readonly truth: SpotifyClient;
  readonly names: Map<string, string>;
  /** What was ever true of what they read, by the question. */
  readonly truths: Map<string, Set<string>>;
  isHeard: boolean[];
  /** When another app of this person last wrote. */
  editedAt: number;
  done: number;
}

test.skipIf(servicesAreOff).each([
  ['nobody else writes', 0],
  ['other apps write, too', 0.2],
])(
  `in real processes with a real Redis, while clocks differ and leap and %s, whoever writes reads it and nobody reads what is another's: ${operations} operations, seed ${seed}`,
  async (_others, editShare) => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    // The emulator's time stands still, so that what plays does not go on between two questions.
    const emulator = createSpotifyEmulator({ now: () => Date.UTC(2026, 0, 1), profile: 'extended' });
    const server = await emulator.listen({ port: 0 });
    const members = Array.from({ length: processes }, () => startRuntimeProcess(server.url, redis.url, namespace));
    onTestFinished(() => redis.stop());
    onTestFinished(() => server.close());
    onTestFinished(() => client.disconnect());
    for (const { end } of members) onTestFinished(end);
    const dice = randomCalls(emulator, seed);
    const people = users.map((user, index): Person => {
      const truth = uncached(emulator, user);
      const calls = randomCalls(emulator, seed * 1_000 + index);
      const known = { names: new Map(), truths: new Map(), isHeard: [true, true, true], editedAt: -Infinity, done: 0 };
      return { user, calls, truth, ...known };
    });
    let time = 0;
    // What a clock says does not matter, only how it goes on; a leap ahead costs loads.
    const offsets = members.map((_, index) => index * 1_000_003);
    const counts = { exact: 0, late: 0, named: 0, edits: 0, writes: 0 };
    const clock = (index: number) => ({
      clockMs: time + (offsets[index] ?? 0),
      wallSkewMs: Math.floor((dice.random() - 0.5) * 2 * hour),
    });

    async function read(person: Person, index: number, [row, params]: Call): Promise<void> {
      const { user, truth, names, truths, isHeard } = person;
      // Another process knows of a write when it has heard of it; it says itself when that is so.
      const question = { ...clock(index), hearsFirst: isHeard[index] !== true, user, row, params };
      const asked = members[index]?.ask(question) ?? expect.unreachable();
      // Meanwhile: nobody else changes what this person reads.
      const told = JSON.stringify(await outcome(truth.call(row, params))) ?? 'null';
      const answer = await asked;
      expect(answer.isHeard, 'a healthy line says what others changed').toBe(true);
      isHeard[index] = true;
      const texts = [answer.text ?? JSON.stringify({ failed: answer.failed }), told.replaceAll(inProcess, server.url)];
      const context = `operation ${person.done} of ${user}, seed ${seed}: reads ${row} ${JSON.stringify(params)} in process ${index}`;
      const partOf = (text = ''): unknown => ownPart(user, [row, params], JSON.parse(text));
      const known = truths.get(JSON.stringify([row, params])) ?? new Set();
      truths.set(JSON.stringify([row, params]), known.add(JSON.stringify(partOf(texts[1]))));
      // Texts are compared first: looking into each answer would take longer than all the rest.
      const isSame = texts[0] === texts[1] || JSON.stringify(partOf(texts[0])) === JSON.stringify(partOf(texts[1]));
      // What belongs to a person in whatever they read can't be seen by anybody else without this failing.
      if (time - person.editedAt >= oldestMs || row === 'me.profile') {
        if (!isSame) expect(partOf(texts[0]), context).toEqual(partOf(texts[1]));
        counts.exact += 1;
      } else if (!isSame) {
        // What another app did may be seen late; then it is what was true of this very person's before.
        expect([...known], context).toContain(JSON.stringify(partOf(texts[0])));
        counts.late += 1;
      }
      // Nobody else renames: whatever other apps did meanwhile, the name is the one that this person gave.
      const name = row === 'playlists.get' ? names.get(String(params.playlist_id)) : undefined;
      if (name === undefined) return;
      counts.named += 1;
      expect(JSON.parse(texts[0] ?? ''), context).toMatchObject({ name });
    }

    async function write(person: Person, index: number, [row, params]: Call): Promise<void> {
      const { user, names } = person;
      const answer = await members[index]?.ask({ ...clock(index), user, row, params });
      counts.writes += 1;
      if (row === 'playlists.update' && answer?.failed === undefined) {
        names.set(String(params.playlist_id), String(params.name));
      }
      // Whoever writes may not have heard of earlier writes yet.
      person.isHeard = person.isHeard.map((was, other) => was && other === index);
    }

    async function operate(person: Person, isEdit: boolean): Promise<void> {
      const { calls, truth, user } = person;
      const index = Math.floor(calls.random() * processes);
      person.done += 1;
      if (isEdit) {
        await outcome(truth.call(...calls.edit(user)));
        person.editedAt = time;
        counts.edits += 1;
      } else if (calls.random() < 0.25) {
        await write(person, index, calls.random() < 0.3 ? calls.rename(user) : calls.write(user));
      } else await read(person, index, calls.read(user));
    }

    /** All of them at the same time, and yet in an order that the seed decides: nobody begins before the others are done. */
    async function turn(edited: readonly boolean[]): Promise<void> {
      for (let each = 0; each < operationsEach; each += 1) {
        await Promise.all(people.map((person, index) => operate(person, each === 5 && edited[index] === true)));
      }
    }

    async function pass(milliseconds: number): Promise<void> {
      // What is under way belongs to the time before.
      for (const [index, member] of members.entries()) await member.ask(clock(index));
      time += milliseconds;
      await ageEntries(client, namespace, milliseconds);
    }

    for (const [index, member] of members.entries()) {
      await until(async () => (await member.ask({ ...clock(index), hearsFirst: true })).isHeard === true);
    }
    while (people.reduce((sum, { done }) => sum + done, 0) < operations) {
      await turn(people.map(() => dice.random() < editShare));
      await pass(dice.random() < 0.2 ? 20 * minute : Math.floor(dice.random() * 40 * second));
      const leaping = Math.floor(dice.random() * processes);
      if (dice.random() < 0.1) offsets[leaping] = (offsets[leaping] ?? 0) + hour;
    }
    // A day later nothing of all that may be left in anybody's answers.
    await pass(25 * hour);
    await turn([]);

    const statistics = await Promise.all(members.map(async (each, index) => (await each.ask(clock(index))).statistics));
    const total = (count: 'hits' | 'sharedHits' | 'heard' | 'stale') =>
      statistics.reduce((sum, each) => sum + (each?.[count] ?? 0), 0);
    // It has seen what it is about: answers from every tier and age, before and after what others wrote.
    expect(counts.exact).toBeGreaterThan(editShare === 0 ? operations / 2 : operations / 3);
    expect(counts.named).toBeGreaterThan(operations / 100);
    expect(counts.edits > 0 && counts.late > 0).toBe(editShare > 0);
    for (const count of ['hits', 'sharedHits', 'heard', 'stale'] as const) {
      expect(total(count), count).toBeGreaterThan(operations / 1_000);
    }
  },
  120_000,
);
