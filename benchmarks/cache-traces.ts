// What the cache is worth: warm against cold, on fixed traces beside the optimum and beside others, and when Redis is killed.
// node cache-traces.ts [--minutes 10] [--rounds 16] [--write]   Needs a build, and a redis-server. Takes half an hour.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { beladyHits, commandDay, conversation, optimum, play, server } from '@tonearm/tests/traces';
import { medianOf } from './interleaved.ts';
import { rounded } from './statistics.ts';
import { type Contested, contest } from './traces/contest.ts';
import { firstCallWithoutRedis } from './traces/first-call.ts';
import { lruHits } from './traces/lru-hits.ts';
import { firstAgainst, playRounds } from './traces/rounds.ts';
import { warmAndCold } from './traces/warm-and-cold.ts';
import { writeResult } from './write-result.ts';

const { values } = parseArgs({
  options: {
    ...{ minutes: { type: 'string', default: '10' }, rounds: { type: 'string', default: '16' } },
    write: { type: 'boolean', default: false },
  },
});
const upstreamMs = 60;
const redisAwayMs = 1;
const rounds = Number(values.rounds);
if (!(Number.isInteger(rounds) && rounds >= 6))
  throw new Error('--rounds has to be a whole number from 6 on: fewer say nothing of the ratio with any confidence.');
const names = ['tonearm', 'bentocache', 'cacheable', 'cache-manager'] as const;
const game = { hurry: 20, untilMs: Number(values.minutes) * 60_000, originMs: upstreamMs };

const latency = await warmAndCold(upstreamMs);
const traces = [];
for (const density of [0.25, 0.5, 1, 2]) {
  for (const trace of [conversation(density), commandDay(density), server(density)]) {
    const { reads, hits, memoryHits, stale, errors } = await play(trace);
    const most = optimum(trace).hits;
    traces.push({
      ...{ trace: trace.name, density, reads, hitRatio: rounded(hits / reads, 3), possible: rounded(most / reads, 3) },
      ...{ ofOptimum: rounded(hits / most, 3), memoryHits, stale, errors },
    });
  }
}
const crowd = server();
const alone = { ...crowd, processes: 1, operations: crowd.operations.map((each) => ({ ...each, process: 0 })) };
const crowded = [];
for (const maxEntries of [400, 800, 1_600]) {
  const { hits } = await play(alone, { maxEntries });
  const [most, leastRecent] = [beladyHits(alone, maxEntries), lruHits(alone, maxEntries)];
  crowded.push({ maxEntries, ofBelady: rounded(hits / most, 3), ofLeastRecent: rounded(hits / leastRecent, 3) });
}
const contests = await playRounds(names, game, rounds);
const distant = await playRounds(names, { ...game, redisAwayMs }, rounds);
// Alone, as nobody else is stopped; and so slowly that Redis is away for half a minute.
const outagePart = [0.3, 0.6] as const;
const slowly = { ...game, hurry: (game.untilMs * (outagePart[1] - outagePart[0])) / 30_000 };
const undisturbed = await contest('tonearm', slowly);
const outage = await contest('tonearm', { ...slowly, outage: outagePart });
const firstCalls = [];
for (const name of names) {
  const times = [];
  for (let each = 0; each < 3; each += 1) times.push(await firstCallWithoutRedis(name, upstreamMs));
  firstCalls.push({
    name,
    extraMs: times.every((time) => time === null) ? null : medianOf(times.map((time) => time ?? 5_000)),
  });
}

const [ours, ...others] = contests;
const [away] = distant;
if (ours === undefined || away === undefined) throw new Error('nobody played');
const played = crowd.operations.filter(({ atMs }) => atMs < game.untilMs);
// A stale read is a call that should have been made: counted as one, whoever is wrong can't be the thriftiest for it.
const owed = ({ originCalls, owedCalls }: Contested): number => originCalls + owedCalls;
const p99Against = firstAgainst(contests, 'roundsP99Ms');
const punctualP99Against = firstAgainst(contests, 'roundsPunctualP99Ms');
const distantP99Against = firstAgainst(distant, 'roundsP99Ms');
const extraMs = firstCalls[0]?.extraMs ?? Number.POSITIVE_INFINITY;
const goals = [
  { goal: 'S1: cold against warm, in the middle', value: latency.coldP50Ms / latency.warmP50Ms, atLeast: 1_000 },
  { goal: 'S1: the same, 99 of 100', value: latency.coldP99Ms / latency.warmP99Ms, atLeast: 100 },
  ...traces
    .filter(({ trace, density }) => density === 1 && !trace.startsWith('B'))
    .map(({ trace, hitRatio }) => ({
      goal: `S2: hits on ${trace}, which was made dense enough for that`,
      value: hitRatio,
      atLeast: 0.8,
    })),
  ...crowded.map(({ maxEntries, ofLeastRecent }) => ({
    goal: `S2: hits with room for ${maxEntries}, against letting go of what was used longest ago`,
    value: ofLeastRecent,
    atLeast: 1,
  })),
  ...traces.flatMap(({ trace, density, ofOptimum, stale }) => [
    { goal: `S2: of the optimum on ${trace}, density ${density}`, value: ofOptimum, atLeast: 0.95 },
    { goal: `S2: answers from before one's own write on ${trace}, density ${density}`, value: stale, atMost: 0 },
  ]),
  {
    goal: 'S3: reads from before an answered write, in one of four processes that had heard of it, Redis near or away',
    value: ours.staleThoughHeard + away.staleThoughHeard,
    atMost: 0,
  },
  {
    goal: 'S3: the part of reads from before it in one that had not yet, Redis near or away',
    value: Math.max(...[ours, away].map(({ stale, reads }) => stale / reads)),
    atMost: 0.001,
  },
  {
    goal: "S3: errors and answers that are somebody else's, Redis near or away",
    value: [ours, away].reduce((sum, { errors, foreign }) => sum + errors + foreign, 0),
    atMost: 0,
  },
  {
    goal: 'S3: origin calls with Redis near, against the fewest of the others, who owe one for what they showed too long',
    value: owed(ours) / Math.min(...others.map(owed)),
    atMost: 1,
  },
  {
    goal: 'S3: origin calls with Redis near, against those of a cache that loses nothing and takes no time',
    value: ours.originCalls / optimum({ operations: played }).loads,
    atMost: 1.05,
  },
  ...p99Against.map(({ name, median }) => ({
    goal: `S3: 99 of 100 reads, against ${name}, round by round`,
    value: median,
    atMost: 1,
  })),
  ...punctualP99Against.map(({ name, high }) => ({
    goal: `S3: 99 of 100 reads with a punctual origin, against ${name}, round by round, at the upper end of the interval`,
    value: high,
    atMost: 1,
  })),
  ...distantP99Against.map(({ name, high }) => ({
    goal: `S3: 99 of 100 reads with Redis away, against ${name}, round by round, at the upper end of the interval`,
    value: high,
    atMost: 1,
  })),
  {
    goal: 'S3: memory, against the leanest',
    value: ours.rssMb / Math.min(...contests.map(({ rssMb }) => rssMb)),
    atMost: 1.1,
  },
  { goal: 'S4: errors while Redis is killed and comes back', value: outage.errors, atMost: 0 },
  { goal: 'S4: 99 of 100 reads, against a Redis that lives', value: outage.p99Ms / undisturbed.p99Ms, atMost: 2 },
  { goal: 'S4: 99 of 100 reads, beside the time of the origin, ms', value: outage.ownP99Ms, atMost: 10 },
  { goal: 'S4: what the first call takes longer without Redis, ms', value: extraMs, atMost: 60 },
];

const isMet = ({ value, ...bounds }: (typeof goals)[number]): boolean =>
  'atLeast' in bounds ? value >= (bounds.atLeast ?? 0) : value <= (bounds.atMost ?? 0);
console.table(traces);
console.table(crowded);
console.table([...contests, { ...undisturbed, name: 'tonearm, alone' }, { ...outage, name: 'tonearm, Redis killed' }]);
console.table(distant);
for (const each of [p99Against, punctualP99Against, distantP99Against]) console.table(each);
console.table(firstCalls);
for (const each of goals) {
  const bound = 'atLeast' in each ? `at least ${each.atLeast}` : `at most ${each.atMost}`;
  console.log(`${isMet(each) ? 'met   ' : 'missed'} ${each.goal}: ${rounded(each.value, 4)} (${bound})`);
}
if (values.write) {
  const report = {
    measured: `fixed traces; A, B and the optimum in their own time, the contest ${game.hurry} times quicker for ${values.minutes} minutes of the trace, all contestants at the same time in ${rounds} rounds, four processes each, an origin of ${upstreamMs} ms, and once more with a Redis that is ${redisAwayMs} ms away; ours alone, ${rounded(slowly.hurry, 2)} times quicker, where Redis is killed for half a minute, and where it is not`,
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    ...{ latency, traces, crowded, contests, distant, undisturbed, outage, firstCalls, goals },
    ...{ p99Against, punctualP99Against, distantP99Against },
  };
  writeResult('cache-traces', report);
}
process.exit(goals.every(isMet) ? 0 : 1);
