// How long the cache takes, beside lru-cache and the libraries that people would use instead.
// node cache.ts [--rounds 9] [--write]   Needs a build of packages/cache, and a redis-server.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startRedis } from '@tonearm/tooling/services';
import { byteAccounting } from './cache/bytes.ts';
import { codecCases, codecSizes, shapes } from './cache/codecs.ts';
import { crowd } from './cache/crowd.ts';
import { measure } from './cache/measure.ts';
import { memoryCases } from './cache/memory-cases.ts';
import { redisCases } from './cache/redis-cases.ts';
import { writeResult } from './write-result.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, write: { type: 'boolean', default: false } },
});
const rounds = Math.max(1, Number(values.rounds));
const redis = await startRedis();
const remote = await redisCases(redis.url);
const answers = await shapes();
const results = [
  ...(await measure(await memoryCases(), rounds)),
  ...(await measure(remote.cases, rounds)),
  ...(await measure(codecCases(answers), rounds)),
];
const waitMicroseconds = await remote.waitAfterLoad(100 * rounds);
remote.close();
await redis.stop();
const crowded = await crowd(10 * rounds);
const bytes = await byteAccounting();
const sizes = codecSizes(answers);

// The least time says what the code costs; the rest is what else the machine was doing.
const least = (name: string): number => results.find((each) => each.name === name)?.minNs ?? Number.NaN;
const ratio = (ours: string, theirs: string): number => Number((least(ours) / least(theirs)).toPrecision(3));
const goals = [
  { goal: 'a look into memory, against lru-cache', ratio: ratio('tonearm peek', 'lru-cache get'), atMost: 1.3 },
  { goal: 'the same with 3 tags', ratio: ratio('tonearm peek, 3 tags', 'lru-cache get'), atMost: 1.6 },
  {
    goal: 'getOrLoad, against an awaited lru-cache',
    ratio: ratio('tonearm getOrLoad', 'lru-cache get, awaited'),
    atMost: 2,
  },
  {
    goal: 'getOrLoad, against bentocache that does not serialize',
    ratio: ratio('tonearm getOrLoad, with a listener', 'bentocache getOrSet, not serialized'),
    atMost: 0.35,
  },
  {
    goal: 'getOrLoad, against cacheable',
    ratio: ratio('tonearm getOrLoad, with a listener', 'cacheable getOrSet'),
    atMost: 0.05,
  },
  { goal: 'getOrLoad, against cache-manager', ratio: ratio('tonearm getOrLoad', 'cache-manager wrap'), atMost: 0.5 },
  { goal: '3 tags, against none', ratio: ratio('tonearm getOrLoad, 3 tags', 'tonearm getOrLoad'), atMost: 1.3 },
  { goal: '43 KB, against a small value', ratio: ratio('tonearm getOrLoad, 43 KB', 'tonearm getOrLoad'), atMost: 1.2 },
  {
    goal: '43 KB, against bentocache as it comes',
    ratio: ratio('tonearm getOrLoad, 43 KB', 'bentocache getOrSet, 43 KB'),
    atMost: 0.02,
  },
  {
    goal: 'a hit in Redis, against the bare command and the same decoding',
    ratio: ratio('tonearm getOrLoad from Redis, 43 KB', 'ioredis GET and JSON.parse, 43 KB'),
    atMost: 1.25,
  },
  ...['10,000', '100,000'].map((count) => ({
    goal: `invalidating ${count} entries, against 10`,
    ratio: ratio(`tonearm invalidate a tag, ${count} entries`, 'tonearm invalidate a tag, 10 entries'),
    atMost: 1.2,
  })),
  {
    goal: 'invalidating 10,000 entries, against a set of their keys',
    ratio: ratio('tonearm invalidate a tag, 10,000 entries', 'delete by a set of keys, 10,000 entries'),
    atMost: 0.01,
  },
  {
    goal: 'something new in both tiers, against the least that can look and write under the same conditions',
    ratio: ratio('tonearm getOrLoad kept in both tiers, awaited', 'ioredis, the same under conditions'),
    atMost: 1.3,
  },
  {
    goal: 'what the caller waits for after the load when it is written behind, microseconds',
    ratio: waitMicroseconds,
    atMost: 10,
  },
  { goal: 'loads for a thousand who miss at the same time, well or failing', ratio: crowded.loadsEach, atMost: 1 },
  { goal: 'what each of a thousand costs, microseconds', ratio: crowded.microsecondsForEachWaiter, atMost: 5 },
  { goal: 'the same when the load fails, microseconds', ratio: crowded.microsecondsForEachOfAFailure, atMost: 5 },
  { goal: 'how far the count of bytes is from the heap, 10,000 mixed entries', ratio: bytes.error, atMost: 0.1 },
  { goal: 'what an entry takes beside its value, bytes', ratio: bytes.overheadBytes, atMost: 300 },
  ...Object.entries(sizes).flatMap(([shape, size]) => [
    { goal: `bytes in Redis as records, against JSON: ${shape}`, ratio: size.kept, atMost: 0.5 },
    {
      goal: `reading records, against JSON: ${shape}`,
      ratio: ratio(`msgpack decode, ${shape}`, `json decode, ${shape}`),
      atMost: 0.7,
    },
  ]),
];

for (const { name, minNs, medianNs } of results)
  console.log(`${name.padEnd(50)} min ${minNs} ns   median ${medianNs} ns`);
for (const { goal, ratio: found, atMost } of goals) {
  console.log(`${found <= atMost ? 'met   ' : 'missed'} ${goal}: ${Number(found.toPrecision(3))} (at most ${atMost})`);
}
if (values.write) {
  const report = {
    measured: 'nanoseconds for one call, all cases in turns in one process; ratios of the least times',
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${availableParallelism()} cores`,
    rounds,
    results,
    bytes,
    sizes,
    crowded,
    goals,
  };
  writeResult('cache', report);
}
process.exit(goals.every(({ ratio: found, atMost }) => found <= atMost) ? 0 : 1);
