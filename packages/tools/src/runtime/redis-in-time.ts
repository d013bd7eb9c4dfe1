import type { CacheEvent } from '@tonearm/cache';
import type { Clock, RedisClient } from '@tonearm/resilience';

/** A Redis that a call waits for once: when it is known to be silent, nobody asks it again. */
export interface RedisInTime {
  readonly client: RedisClient;
  /** Whether it is known that Redis does not answer now. */
  isAway(): boolean;
  /** Takes note of what the cache finds out about the same Redis. */
  hear(event: Pick<CacheEvent, 'type'>): void;
}

/** After so long without news it is asked again, in case only one answer was late. */
const leftAloneMs = 1_000;
/** Answers that came while this process stood still are read first. */
const catchUpMs = 10;

/**
 * The cache asks Redis first on the way of a call, and then the policies do, several times. Each would wait for a Redis
 * that does not answer as long as it is allowed to; but whoever waits shall wait for it once in all.
 */
export function redisInTime(redis: RedisClient, waitMs: number, clock: Clock): RedisInTime {
  let isLost = false;
  let awayUntil = Number.NEGATIVE_INFINITY;
  const isAway = (): boolean => isLost || clock.now() < awayUntil;

  function ask(question: () => Promise<unknown>): Promise<unknown> {
    if (isAway()) return Promise.reject(new Error('Redis did not answer a moment ago'));
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        awayUntil = clock.now() + leftAloneMs;
        reject(new Error(`Redis does not answer within ${waitMs} ms`));
      };
      let cancel = clock.after(waitMs, (lateByMs = 0) => {
        if (lateByMs < waitMs) giveUp();
        else cancel = clock.after(catchUpMs, giveUp);
      });
      const answered = (): void => {
        cancel();
        awayUntil = Number.NEGATIVE_INFINITY;
      };
      question().then(
        (answer) => {
          answered();
          resolve(answer);
        },
        (error: unknown) => {
          cancel();
          reject(error);
        },
      );
    });
  }

  return {
    client: {
      eval: (...all) => ask(() => redis.eval(...all)),
      evalsha: (...all) => ask(() => redis.evalsha(...all)),
    },
    isAway,
    hear({ type }) {
      if (type === 'shared-error') isLost = true;
      if (type === 'shared-restored') isLost = false;
    },
  };
}
