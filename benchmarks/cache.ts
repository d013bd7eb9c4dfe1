// How long the cache takes, beside lru-cache and the libraries that people would use instead.
// node cache.ts [--runs 3] [--turns 9] [--write]   Needs a build of packages/cache, and a redis-server.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startRedis } from '@tonearm/tooling/services';
import { byteAccounting } from './cache/bytes.ts';
import { codecSizes, shapes } from './cache/codecs.ts';
import { crowd } from './cache/crowd.ts';
import { fill } from './cache/invalidation-cases.ts';
import { type Measured, measure, ratioOf } from './cache/measure.ts';
import { leaveTracks } from './cache/tracks.ts';
import { waitAfterLoad } from './cache/wait-after-load.ts';
import { keepOnCore } from './spotify-clients/keep-on-core.ts';
import { type Median, medianWithConfidence } from './statistics.ts';
import { writeResult } from './write-result.ts';

const { values } = parseArgs({
  options: {
    ...{ runs: { type: 'string', default: '3' }, turns: { type: 'string', default: '9' } },
    write: { type: 'boolean', default: false },
  },
});
const [runs, turns] = [values.runs, values.turns].map((value) => Math.max(1, Number(value))) as [number, number];
const redis = await startRedis();
// All on one core, which they take in turns: to wake another one up takes longer on many machines than all that is measured, and not always.
const core = keepOnCore(redis, 1) ? 1 : undefined;
const over = { redis: { url: redis.url, pid: redis.pid }, core };
fill(redis.url);
const shaped = await shapes();
await leaveTracks(redis.url, shaped['saved tracks']);
const results: Measured[] = [];
for (const contest of [
  { kind: 'memory', core },
  { kind: 'hits', ...over },
  { kind: 'many', ...over },
  { kind: 'kept', ...over },
  { kind: 'invalidations', ...over },
  { kind: 'codecs', core },
] as const) {
  results.push(...(await measure(contest, { runs, turns })));
}
const waits = await waitAfterLoad(redis.url, 100 * runs * turns);
await redis.stop();
const crowded = await crowd(5 * runs * turns);
const bytes = await byteAccounting();
const sizes = codecSizes(shaped);

/** A figure and the most that it may be, if there is a goal for it; with its interval of 95 % confidence where it is one of time. */
interface Goal {
  readonly goal: string;
  readonly ratio: number;
  readonly between?: readonly [number, number];
  readonly atMost?: number;
}
const short = (value: number): number => Number(value.toPrecision(3));
const timed = (goal: string, { median, low, high }: Median, atMost?: number): Goal => ({
  ...{ goal, ratio: median, between: [low, high] },
  ...(atMost !== undefined && { atMost }),
});
const ratio = (goal: string, ours: string, theirs: string, atMost?: number): Goal =>
  timed(goal, ratioOf(results, ours, theirs), atMost);
const rounded = (goal: Goal): Goal => ({
  ...{ ...goal, ratio: short(goal.ratio) },
  ...(goal.between && { between: [short(goal.between[0]), short(goal.between[1])] }),
});
/** By the figure itself, not by what is left of it to read. */
const isMet = ({ ratio: found, atMost = Number.POSITIVE_INFINITY }: Goal): boolean => found <= atMost;
const heard = 'tonearm getOrLoad, with a listener';
const goals: readonly Goal[] = [
  ratio('B1: a look into memory, against lru-cache', 'tonearm peek', 'lru-cache get', 1.3),
  ratio('B1: the same with 3 tags', 'tonearm peek, 3 tags', 'lru-cache get', 1.6),
  ratio('B2: getOrLoad, against an awaited lru-cache', heard, 'lru-cache get, awaited', 2),
  ratio('B2: against bentocache that does not serialize', heard, 'bentocache getOrSet, not serialized', 0.35),
  ratio('B2: against cacheable', heard, 'cacheable getOrSet', 0.05),
  ratio('against cache-manager', heard, 'cache-manager wrap', 0.5),
  ratio('B3: 3 tags, against none', 'tonearm getOrLoad, 3 tags', 'tonearm getOrLoad', 1.3),
  ratio('B4: 43 KB, against a small value', 'tonearm getOrLoad, 43 KB', 'tonearm getOrLoad', 1.2),
  ratio('B4: 43 KB, against bentocache as it comes', 'tonearm getOrLoad, 43 KB', 'bentocache getOrSet, 43 KB', 0.02),
  ratio(
    'B5: a hit in Redis, against the bare command and the same decoding',
    'tonearm getOrLoad from Redis, 43 KB',
    'ioredis GET and JSON.parse, 43 KB',
    1.25,
  ),
  ratio(
    'a hit in Redis, against the same held in a Map',
    'tonearm getOrLoad from Redis, 43 KB',
    'ioredis GET and JSON.parse, 43 KB, held in a Map',
  ),
  ratio(
    'B5: getMany of 50 tracks in Redis, against the bare MGET and the same decoding',
    'tonearm getMany from Redis, 50 tracks',
    'ioredis MGET and JSON.parse, 50 tracks',
    1.5,
  ),
  ratio(
    'getMany of 50 tracks in Redis by a process that has only just begun, against the same',
    'tonearm getMany from Redis, 50 tracks, by a newcomer',
    'ioredis MGET and JSON.parse, 50 tracks',
  ),
  ratio(
    'getMany of 50 tracks in Redis, against the same held in a Map',
    'tonearm getMany from Redis, 50 tracks',
    'ioredis MGET and JSON.parse, 50 tracks, held in a Map',
  ),
  ratio(
    'getMany of 50 values in Redis that almost all is the cost of asking',
    'tonearm getMany from Redis, 50 small values',
    'ioredis MGET and JSON.parse, 50 small values',
  ),
  ratio(
    'B6: set in both tiers, against the same script with the same bytes',
    'tonearm set in both tiers, awaited',
    'ioredis, the same script with the same bytes',
    1.3,
  ),
  ratio(
    'B6: a miss that is looked for, loaded and kept in both tiers, against the same scripts with the same bytes',
    'tonearm getOrLoad kept in both tiers, awaited',
    'ioredis, the same scripts with the same bytes, one after the other',
    1.3,
  ),
  ratio(
    'set, against the least script that can write under the same conditions',
    'tonearm set in both tiers, awaited',
    'ioredis, a write under conditions',
  ),
  ratio(
    'the miss, against the least scripts that can look with a position and write under the same conditions',
    'tonearm getOrLoad kept in both tiers, awaited',
    'ioredis, a look with a position and a write under conditions',
  ),
  timed('B6: waited for after a load that is written behind, microseconds', medianWithConfidence(waits), 10),
  ...['10,000', '100,000'].map((count) =>
    ratio(
      `B7: invalidating ${count} entries, against 10`,
      `tonearm invalidate a tag, ${count} entries`,
      'tonearm invalidate a tag, 10 entries',
      1.2,
    ),
  ),
  ratio(
    'B7: invalidating 10,000 entries, against a set of their keys',
    'tonearm invalidate a tag, 10,000 entries',
    'delete by a set of keys, 10,000 entries',
    0.01,
  ),
  { goal: 'B8: loads for a thousand who miss at the same time, well or failing', ratio: crowded.loadsEach, atMost: 1 },
  timed('B8: what each of a thousand costs, microseconds', crowded.microsecondsForEachWaiter, 5),
  timed('B8: the same when the load fails, microseconds', crowded.microsecondsForEachOfAFailure, 5),
  {
    goal: 'B9: how far the count of bytes is from the heap, 10,000 mixed entries',
    ratio: bytes.error,
    atMost: 0.1,
  },
  { goal: 'B9: what an entry takes beside its value, bytes', ratio: bytes.overheadBytes, atMost: 300 },
  ...Object.entries(sizes).flatMap(([shape, size]) => [
    { goal: `B10: bytes in Redis as records, against JSON: ${shape}`, ratio: size.kept, atMost: 0.5 },
    ratio(`B10: reading records, against JSON: ${shape}`, `msgpack decode, ${shape}`, `json decode, ${shape}`, 0.7),
  ]),
];

for (const { name, minNs, medianNs } of results)
  console.log(`${name.padEnd(66)} min ${minNs} ns   median ${medianNs} ns`);
for (const goal of goals) {
  const { ratio: found, between, atMost } = rounded(goal);
  const range = between === undefined ? '' : `, between ${between.join(' and ')}`;
  const words = `${goal.goal}: ${found}${range}`;
  console.log(
    atMost === undefined ? `       ${words}` : `${isMet(goal) ? 'met   ' : 'missed'} ${words} (at most ${atMost})`,
  );
}
if (values.write) {
  const report = {
    measured:
      'nanoseconds on a processor for one call, with those of Redis where it is asked; each case in a process of its own, all in turns; a ratio is the median of those of each round, with its interval of 95 % confidence',
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    isOnOneCore: core !== undefined,
    ...{ runs, turns },
    results: results.map(({ name, medianNs, minNs }) => ({ name, medianNs, minNs })),
    bytes,
    sizes,
    crowded,
    goals: goals.map(rounded),
  };
  writeResult('cache', report);
}
process.exit(goals.every(isMet) ? 0 : 1);
