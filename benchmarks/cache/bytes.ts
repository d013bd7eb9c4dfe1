import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCache, publicScope } from '@tonearm/cache';
import { LRUCache } from 'lru-cache';
import { medianOf } from '../interleaved.ts';
import { page } from './page.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapBytes(): number {
  for (let each = 0; each < 4; each += 1) collectGarbage();
  return process.memoryUsage().heapUsed;
}

const keyOf = (index: number): string => `key of some length ${index}`;
const tagOf = (index: number): string => `tag ${index % 100}`;

/** What the same entries take in a bare lru-cache, which has to be told the tags with the value: nothing that a look needs is left out. */
function bareOverhead(count: number): number {
  const lru = new LRUCache<string, object>({ max: count, ttl: 1e9 });
  const put = (index: number): unknown => lru.set(keyOf(index), { value: null, since: index, tags: [tagOf(index)] });
  for (let index = 0; index < 100; index += 1) put(index);
  const before = heapBytes();
  for (let index = 100; index < count; index += 1) put(index);
  const held = (heapBytes() - before) / (count - 100);
  lru.clear();
  return held;
}

/** Puts so many entries into a cache and compares what they hold with what the cache says that they hold. */
async function fill(count: number, make: (index: number) => unknown) {
  const cache = createCache({ maxEntries: count, maxBytes: Number.POSITIVE_INFINITY });
  // What the first entries bring into being, such as the statistics of a name, is no entry's.
  const put = (index: number): Promise<unknown> =>
    cache.getOrLoad({
      ...{ scope: publicScope, key: keyOf(index), name: 'bytes', freshForMs: 1e9 },
      ...{ tags: [tagOf(index)], load: async () => make(index) },
    });
  for (let index = 0; index < 100; index += 1) await put(index);
  const [before, said] = [heapBytes(), cache.statistics().bytes];
  for (let index = 100; index < count; index += 1) await put(index);
  const [held, estimated] = [heapBytes() - before, cache.statistics().bytes - said];
  const entries = count - 100;
  cache.close();
  return { held: held / entries, estimated: estimated / entries };
}

/** How far the estimate of the bytes is from the heap, and what an entry costs beside its value. */
export async function byteAccounting() {
  const shapes: readonly ((index: number) => unknown)[] = [
    (index) => ({
      id: `track ${index}`,
      name: `A song with a name of some length, number ${index}`,
      popularity: index % 100,
    }),
    (index) => [index % 2 === 0, index % 3 === 0, true],
    (index) => `${'text '.repeat(50)}${index}`.split('').reverse().join(''),
    (index) =>
      index % 16 === 3
        ? page()
        : { id: String(index), items: Array.from({ length: 5 }, (_, each) => ({ each, name: `n${index}` })) },
  ];
  const [mixed, empty, bare] = [[] as number[], [] as number[], [] as number[]];
  let estimated = 0;
  // What else comes and goes in a heap is not the same twice.
  for (let time = 0; time < 7; time += 1) {
    const filled = await fill(10_000, (index) => shapes[index % shapes.length]?.(index));
    estimated = filled.estimated;
    mixed.push(filled.held);
    empty.push((await fill(10_000, () => null)).held);
    bare.push(bareOverhead(10_000));
  }
  const held = medianOf(mixed);
  return {
    mixedHeapBytes: Math.round(held),
    mixedEstimateBytes: Math.round(estimated),
    error: Math.abs(estimated / held - 1),
    overheadBytes: Math.round(medianOf(empty)),
    bareOverheadBytes: Math.round(medianOf(bare)),
  };
}
