import type { SharedStore } from '../store.js';

/** A store that is so far away, half of each trip on the way to it. */
export function distantStore(common: SharedStore, tripMs: number): SharedStore {
  const halfATrip = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, tripMs / 2));
  const late =
    <Words extends readonly unknown[], T>(step: (...words: Words) => Promise<T>) =>
    async (...words: Words): Promise<T> => {
      await halfATrip();
      const answer = await step(...words);
      await halfATrip();
      return answer;
    };
  const {
    position,
    read,
    readMany = () => Promise.reject(new TypeError('there is no readMany')),
    write,
    invalidate,
    erase,
    count,
    renew,
  } = common;
  return {
    ...common,
    ...{
      position: late(position),
      read: late(read),
      readMany: late(readMany),
      write: late(write),
      invalidate: late(invalidate),
    },
    ...{ erase: late(erase), count: late(count), renew: late(renew) },
    lock: late(async (id: string, ttlMs: number) => {
      const release = await common.lock(id, ttlMs);
      return release && late(release);
    }),
  };
}
