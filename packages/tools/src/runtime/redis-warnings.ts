import type { CacheEvent } from '@tonearm/cache';
import type { Clock } from '@tonearm/resilience';
import type { Logger } from './logging.js';

/** A Redis that is late once is no news; one that was silent so many times in a row is. */
const timeoutsInARow = 3;
/** The same trouble is told again only when there was none for so long. */
const quietMs = 60_000;

/** What is said where Redis says nothing itself. */
const ownHints: Readonly<Record<string, string>> = {
  timeout:
    'Look whether it runs, is busy or is far away: `tonearm-mcp doctor` asks it; TONEARM_REDIS_WAIT_MS gives it more time.',
};

/** Tells whoever looks after the process that Redis can't be used, why, and what to do: once for each trouble, and when it is over. */
export function warnOfRedis(logger: Logger, clock: Pick<Clock, 'now'>): (event: CacheEvent) => void {
  const seenAt = new Map<string, number>();
  let isTold = false;
  return (event) => {
    if (event.type === 'shared-restored') {
      if (isTold) logger.info({}, 'Redis answers again.');
      isTold = false;
    }
    if (event.type !== 'shared-error') return;
    const { reason, message, failures, hint = ownHints[reason] } = event;
    if (reason === 'timeout' && failures < timeoutsInARow) return;
    const isNews = clock.now() - (seenAt.get(reason) ?? Number.NEGATIVE_INFINITY) >= quietMs;
    seenAt.set(reason, clock.now());
    if (!isNews) return;
    isTold = true;
    logger.warn({ reason, problem: message, hint }, 'Redis can not be used: every process goes on by itself.');
  };
}
