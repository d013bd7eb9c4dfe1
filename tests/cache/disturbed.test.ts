import { isDeepStrictEqual } from 'node:util';
import type { SpotifyClient } from '@tonearm/spotify-client';
import { createSpotifyEmulator, type FaultRule } from '@tonearm/spotify-emulator';
import { type Proxy as Line, servicesAreOff, startProxy, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { ageEntries } from './age-entries.js';
import { until } from './group.js';
import { inProcess, outcome, uncached } from './household.js';
import { type Call, ownPart, randomCalls } from './random-calls.js';
import { type RuntimeProcess, startRuntimeProcess } from './start-runtime-process.js';

const operations = Number(process.env.TONEARM_TEST_OPERATIONS ?? 1_500);
const seed = Number(process.env.TONEARM_TEST_SEED ?? 1);
const users = ['listener', 'neighbour', 'guest'] as const;
const namespace = 'disturbed';
const [second, minute] = [1_000, 60_000] as const;
/** So many operations between two changes of what goes wrong. */
const operationsEach = 25;
/** Nobody waits longer for Redis. */
const redisMs = 50;

const calm: FaultRule = {};
/** What can be wrong with Spotify. Of a request that is cut off or answered with half a body nobody knows whether it was carried out. */
const troubles: readonly FaultRule[] = [
  ...[calm, calm, calm, calm, calm, calm, calm],
  { status: 503, probability: 0.2 },
  { status: 502, body: 'html', probability: 0.2 },
  { reset: 'before', probability: 0.2 },
  { reset: 'after', probability: 0.2 },
  { body: 'truncated', probability: 0.2 },
  { status: 429, retryAfterSeconds: 2, probability: 0.1 },
  ...[{ status: 503 }, { status: 503 }],
];
/** How whoever asks hears of it. */
const outages = /^(server_error|network|unexpected_response|rate_limited|circuit_open|cooldown|throttled|deadline)$/;

/** Reads of an item that is answered with what a list once said of it, when nobody can be asked. */
const littleKnown = new Set(['playlists.get', 'tracks.get', 'albums.get']);

const lineTroubles = ['none', 'none', 'none', 'none', 'slow', 'cut', 'mute', 'gone'] as const;

/** A process, and its line to Redis. */
interface Member {
  readonly process: RuntimeProcess;
  readonly line: Line;
  /** Where its clock began. */
  readonly beganAtMs: number;
  /** Whether nothing that it says arrives. */
  isMute: boolean;
  /** How many invalidations it owes the others, as it last said. */
  pending: number;
}

/** A person: what is true of them, and which processes have heard of all that they did. */
interface Person {
  readonly user: string;
  readonly calls: ReturnType<typeof randomCalls>;
  readonly truth: SpotifyClient;
  readonly questions: Map<string, Call>;
  readonly truths: Map<string, Set<string>>;
  readonly hasHeard: Set<Member>;
}

test.skipIf(servicesAreOff)(
  `while Spotify fails and lines to Redis are slow, cut, mute and gone, whoever writes reads it or nothing, and nobody reads what is another's: ${operations} operations, seed ${seed}`,
  async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    const emulator = createSpotifyEmulator({ now: () => Date.UTC(2026, 0, 1), profile: 'extended', seed });
    const server = await emulator.listen({ port: 0 });
    onTestFinished(() => redis.stop());
    onTestFinished(() => server.close());
    onTestFinished(() => client.disconnect());
    const members: Member[] = [];
    for (let index = 0; index < 3; index += 1) {
      const line = await startProxy(redis);
      const redisUrl = `redis://127.0.0.1:${line.port}`;
      const process = startRuntimeProcess(server.url, redisUrl, namespace, String(redisMs));
      members.push({ process, line, beganAtMs: index * 1_000_003, isMute: false, pending: 0 });
      onTestFinished(() => line.stop());
      onTestFinished(process.end);
    }
    const dice = randomCalls(emulator, seed);
    const people = users.map((user, index): Person => {
      const truth = uncached(emulator, user);
      const calls = randomCalls(emulator, seed * 1_000 + index);
      return { user, calls, truth, questions: new Map(), truths: new Map(), hasHeard: new Set(members) };
    });
    const counts = { exact: 0, little: 0, failed: 0, failedWrites: 0 };
    let [timeMs, done] = [0, 0];
    let trouble = calm;

    async function ask(member: Member, question: Partial<Parameters<RuntimeProcess['ask']>[0]>) {
      const answer = await member.process.ask({ clockMs: timeMs + member.beganAtMs, wallSkewMs: 0, ...question });
      member.pending = answer.pending ?? 0;
      return answer;
    }

    /** Has a process do what a person wants; before, it may hear of all that the others have told. */
    async function askFor({ user, hasHeard }: Person, member: Member, [row, params]: Call) {
      // Drawn whether it matters or not: what was heard when is no matter of the seed, and all that is drawn later is.
      const wantsToHear = dice.random() < 0.5;
      const hearsFirst = wantsToHear && !hasHeard.has(member) && !member.isMute;
      const othersOwe = members.some((each) => each !== member && each.pending > 0);
      const answer = await ask(member, { hearsFirst, user, row, params });
      if (hearsFirst && answer.isHeard === true && !othersOwe) hasHeard.add(member);
      return answer;
    }

    function disturbSpotify(by: FaultRule): void {
      trouble = by;
      emulator.faults.clear();
      if (by !== calm) emulator.faults.add({ ...by, path: /^\/v1\// });
    }

    /** What is true now: Spotify is well for whoever asks for it. */
    async function learn({ user, truth, truths }: Person, call: Call): Promise<string> {
      emulator.faults.clear();
      const told = JSON.stringify(await outcome(truth.call(...call))) ?? 'null';
      disturbSpotify(trouble);
      const text = told.replaceAll(inProcess, server.url);
      const known = truths.get(nameOf(call)) ?? new Set();
      truths.set(nameOf(call), known.add(JSON.stringify(ownPart(user, call, JSON.parse(text)))));
      return text;
    }

    async function read(person: Person, member: Member, call: Call, mayFail: boolean): Promise<void> {
      const { user, truths, questions, hasHeard } = person;
      const answer = await askFor(person, member, call);
      questions.set(nameOf(call), call);
      const told = await learn(person, call);
      const context = `operation ${done} of ${user}, seed ${seed}: reads ${nameOf(call)} in process ${members.indexOf(member)}`;
      const partOf = (text: string): unknown => ownPart(user, call, JSON.parse(text));
      if (answer.failed !== undefined) {
        if (JSON.stringify({ failed: answer.failed }) === told) return;
        expect(mayFail, `${context}: ${answer.failed}`).toBe(true);
        expect(answer.failed, context).toMatch(outages);
        counts.failed += 1;
        return;
      }
      const given = partOf(answer.text ?? '');
      const mayBeLittle = mayFail && littleKnown.has(call[0]);
      // It has not heard yet: then it is what was true of this very person before.
      const before = [...(truths.get(nameOf(call)) ?? [])].map((text) => JSON.parse(text) as unknown);
      const allowed = hasHeard.has(member) ? [partOf(told)] : before;
      const isWhole = allowed.some((each) => isDeepStrictEqual(given, each));
      if (!isWhole && mayBeLittle && allowed.some((each) => isLittleOf(given, each))) {
        counts.little += 1;
        return;
      }
      expect(allowed, context).toContainEqual(given);
      if (hasHeard.has(member)) counts.exact += 1;
    }

    async function write(person: Person, member: Member, call: Call): Promise<void> {
      const { hasHeard, questions } = person;
      const [, { playlist_id }] = call;
      if (playlist_id !== undefined) {
        // Who lists playlists has seen it as it was, and may be asked for it first when it is something else.
        const itself: Call = ['playlists.get', { playlist_id }];
        questions.set(nameOf(itself), itself);
        await learn(person, itself);
      }
      const answer = await askFor(person, member, call);
      // It may have been carried out all the same.
      if (answer.failed !== undefined) counts.failedWrites += 1;
      for (const other of members) if (other !== member) hasHeard.delete(other);
      for (const call of questions.values()) await learn(person, call);
    }

    /** Something else goes wrong with each line. */
    function disturbLines(): void {
      for (const member of members) {
        const { line } = member;
        const wasShut = line.faults.swallows || line.faults.refuses;
        const wasSlowMs = line.faults.delayMs;
        const kind = dice.pick(lineTroubles);
        line.faults.delayMs = kind === 'slow' ? 1 + Math.floor(dice.random() * 3) : 0;
        line.faults.swallows = kind === 'mute';
        line.faults.refuses = kind === 'gone';
        member.isMute = kind === 'mute';
        // What is on its way slowly may not be overtaken: no line does that.
        const isQuicker = line.faults.delayMs < wasSlowMs;
        if (kind === 'cut' || kind === 'gone' || isQuicker || (wasShut && kind !== 'mute')) line.cut();
      }
    }

    async function pass(milliseconds: number): Promise<void> {
      for (const member of members) await ask(member, {});
      timeMs += milliseconds;
      await ageEntries(client, namespace, milliseconds);
    }

    for (const member of members) await until(async () => (await ask(member, { hearsFirst: true })).isHeard === true);
    const distrusts = async (): Promise<number> => {
      const all = await Promise.all(members.map(async (each) => (await ask(each, {})).statistics?.distrusts ?? 0));
      return all.reduce((sum, each) => sum + each, 0);
    };
    const atFirst = await distrusts();
    while (done < operations) {
      disturbLines();
      disturbSpotify(dice.pick(troubles));
      for (let each = 0; each < operationsEach; each += 1) {
        done += 1;
        const [person, member] = [dice.pick(people), dice.pick(members)];
        const { calls, user } = person;
        if (dice.random() < 0.3)
          await write(person, member, dice.random() < 0.3 ? calls.rename(user) : calls.write(user));
        else await read(person, member, calls.read(user), true);
        if (dice.random() < 0.004) await client.flushall();
      }
      await pass(dice.random() < 0.2 ? 10 * minute : Math.floor(dice.random() * 90 * second));
    }

    const disturbed = { ...counts };

    // All is well again: everybody hears of everything, and every answer is what is true.
    disturbSpotify(calm);
    for (const member of members) {
      Object.assign(member.line.faults, { delayMs: 0, swallows: false, refuses: false });
      member.line.cut();
      member.isMute = false;
    }
    await pass(5 * minute);
    for (const member of members) await until(async () => (await ask(member, {})).pending === 0);
    for (const member of members) await until(async () => (await ask(member, { hearsFirst: true })).isHeard === true);
    for (const person of people) {
      for (const member of members) {
        // Somebody has to find out that Spotify is well again: by a question that nobody else has asked.
        const q = `well again for ${person.user} in process ${members.indexOf(member)}`;
        const probe = { user: person.user, row: 'search.search', params: { q, type: ['track'] } };
        await until(async () => (await ask(member, probe)).failed === undefined);
        person.hasHeard.add(member);
        for (const call of person.questions.values()) await read(person, member, call, false);
      }
    }

    const statistics = await Promise.all(members.map(async (each) => (await ask(each, {})).statistics));
    const total = (count: 'hits' | 'sharedHits' | 'heard') =>
      statistics.reduce((sum, each) => sum + (each?.[count] ?? 0), 0);
    // It has seen what it is about.
    expect(disturbed.exact).toBeGreaterThan(operations / 50);
    for (const count of ['failed', 'failedWrites'] as const) {
      expect(disturbed[count], count).toBeGreaterThan(operations / 100);
    }
    expect(disturbed.little).toBeGreaterThan(0);
    for (const count of ['hits', 'sharedHits', 'heard'] as const) {
      expect(total(count), count).toBeGreaterThan(0);
    }
    expect(await distrusts()).toBeGreaterThan(atFirst);
    expect(statistics.reduce((sum, each) => sum + (each?.shared?.errors ?? 0), 0)).toBeGreaterThan(0);
  },
  180_000,
);

function nameOf([row, params]: Call): string {
  return `${row} ${JSON.stringify(params)}`;
}

/** Whether it is the item itself, and nothing that it says is wrong: of one that nobody can be asked for there may be only a little. */
function isLittleOf(given: unknown, whole: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  // In a playlist a track also says that it is one.
  const { episode, track, ...said } = given as Readonly<Record<string, unknown>>;
  return 'id' in said && 'uri' in said && 'name' in said && isPartOf(said, whole);
}

/** Whether all that one thing says the other one says, too. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) return part === whole;
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.length === whole.length && part.every((each, at) => isPartOf(each, whole[at]));
  }
  return Object.entries(part).every(([name, value]) => {
    const other = (whole as Record<string, unknown>)[name];
    // The page that a playlist begins with has an address with a place in it, of which a list of playlists says nothing.
    if (name === 'href') return withoutQuery(value) === withoutQuery(other);
    return isPartOf(value, other);
  });
}

function withoutQuery(address: unknown): unknown {
  return typeof address === 'string' ? address.split('?')[0] : address;
}
