import { isDeepStrictEqual } from 'node:util';
import type { StoreRead } from '../store.js';
import { entry, expect, key, minute, type StorePromise, written } from './promise.js';

/** What a store that finds many at once says of each. */
export const manyPromise: StorePromise = {
  name: 'finds many at once, if it offers that, and says of each what it says of one alone',
  async test(store) {
    if (store.readMany === undefined) return;
    const [since, touched, tag] = [await store.position(), key(), key()];
    const [short, long] = [entry(since), entry(since, { value: 'x'.repeat(10_000) })];
    const tagged = entry(since, { names: [tag, long.id] });
    const stale = entry(since, { names: [touched] });
    for (const each of [short, long, tagged, stale]) await written(store, each);
    await store.invalidate({ names: [touched] }, 'test');
    // In another order than they were written in, one twice, and one with a name that it is not believed to have.
    const asked = [stale, tagged, entry(since), short, long, short].map(({ id, names }) => ({ id, names }));
    const believed = [asked, asked.map(({ id }) => ({ id, names: [] })), asked.map(({ id }) => ({ id, names: [tag] }))];
    for (const questions of believed) {
      const alone = await Promise.all(questions.map(({ id, names }) => store.read(id, names)));
      const many = await store.readMany(questions);
      const facts = (reads: readonly StoreRead[]): unknown =>
        reads.map(({ found, bytes }) => ({ found, bytes: bytes && Buffer.from(bytes).toString() }));
      expect(isDeepStrictEqual(facts(many), facts(alone)), `the same for all: ${many.map(({ found }) => found)}`);
      expect(
        many.every(({ found, remainingMs = 0 }) => found !== 'valid' || (remainingMs > 0 && remainingMs <= minute)),
        'the rest of a minute for what is valid',
      );
    }
    expect((await store.readMany([])).length === 0, 'nothing for no question');
    const crowd = Array.from({ length: 700 }, () => entry(since));
    await Promise.all(crowd.map((each) => written(store, each)));
    const all = await store.readMany(crowd.map(({ id, names }) => ({ id, names })));
    const isHere = ({ bytes }: StoreRead, index: number): boolean =>
      Buffer.compare(bytes ?? Buffer.of(), crowd[index]?.bytes ?? Buffer.of()) === 0;
    expect(all.length === crowd.length && all.every(isHere), 'each of very many in its place');
  },
};
