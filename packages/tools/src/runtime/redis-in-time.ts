import type { CacheEvent } from '@tonearm/cache';
import type { Clock, Expectation, RedisClient } from '@tonearm/resilience';

/** A Redis that a call waits for once: when it is known to be silent, nobody asks it again. */
export interface RedisInTime {
  readonly client: RedisClient;
  /**
   * Begins what is to be asked of it next when what was asked is not answered soon: one after the other would take too long.
   * Call what it gives when nobody needs that any more.
   */
  unlessSoon(asked: Promise<unknown>, begin: () => Expectation): () => void;
  /**
   * Waits for what it is asked or told, no longer than what is left of the time for which one call may wait for it: all of it
   * unless said. Gives what is left then.
   */
  wait(done: Promise<unknown>, leftMs?: number): Promise<number>;
  /** Takes note of what the cache finds out about the same Redis. */
  hear(event: Pick<CacheEvent, 'type'>): void;
}

/** After so long without news it is asked again, in case only one answer was late. */
const leftAloneMs = 1_000;
/** The part of its time in which an answer comes soon: so much longer than one answer takes all may take. */
const soon = 0.1;
/** Answers that came while this process stood still are read first. */
const catchUpMs = 10;

/**
 * The cache asks Redis first on the way of a call, and then the policies do, several times. Each would wait for a Redis
 * that does not answer as long as it is allowed to; but whoever waits shall wait for it once in all.
 */
export function redisInTime(redis: RedisClient, waitMs: number, clock: Clock): RedisInTime {
  let isLost = false;
  let awayUntil = Number.NEGATIVE_INFINITY;
  /** Gives up what is being asked. */
  const asked = new Set<(reason: Error) => void>();
  /** Set while it is asked beside a question that finds out whether a silence is over: one wait for both. */
  let isTried = false;
  const isAway = (): boolean => !isTried && (isLost || clock.now() < awayUntil);

  function ask(question: () => Promise<unknown>): Promise<unknown> {
    if (isAway()) return Promise.reject(new Error('Redis did not answer a moment ago'));
    return new Promise((resolve, reject) => {
      const end = (reason: Error): void => {
        cancel();
        asked.delete(end);
        reject(reason);
      };
      const giveUp = (): void => {
        awayUntil = clock.now() + leftAloneMs;
        end(new Error(`Redis does not answer within ${waitMs} ms`));
      };
      let cancel = clock.after(waitMs, (lateByMs = 0) => {
        if (lateByMs < waitMs) giveUp();
        else cancel = clock.after(catchUpMs, giveUp);
      });
      asked.add(end);
      question().then((answer) => {
        cancel();
        asked.delete(end);
        awayUntil = Number.NEGATIVE_INFINITY;
        resolve(answer);
      }, end);
    });
  }

  return {
    client: {
      eval: (...all) => ask(() => redis.eval(...all)),
      evalsha: (...all) => ask(() => redis.evalsha(...all)),
    },
    unlessSoon(asked, begin) {
      let begun: Expectation | undefined;
      const cancel = clock.after(soon * waitMs, () => {
        isTried = true;
        begun = begin();
        isTried = false;
      });
      // Whoever goes on asks for themselves.
      asked.then(cancel, cancel);
      return () => {
        cancel();
        begun?.over();
      };
    },
    async wait(done, leftMs = waitMs) {
      if (isAway() || leftMs <= 0) return leftMs;
      const since = clock.now();
      await new Promise<void>((resolve) => {
        const cancel = clock.after(leftMs, () => resolve());
        done.finally(cancel).then(
          () => resolve(),
          () => resolve(),
        );
      });
      return leftMs - (clock.now() - since);
    },
    hear({ type }) {
      if (type === 'shared-restored') isLost = false;
      if (type !== 'shared-error') return;
      isLost = true;
      // Whoever was asking at the same time need not find out by themselves.
      for (const giveUp of asked) giveUp(new Error('Redis does not answer others'));
    },
  };
}
