import type { Circumstances, Loaded } from './load-run.js';
import type { SharedTier } from './shared-tier.js';
import { within } from './time-limit.js';

/** What taking turns works with. */
export interface TurnParts {
  readonly tier: SharedTier;
  /** Looks whether the shared store has the value. */
  readonly look: (circumstances: Circumstances) => Promise<{ readonly loaded?: Loaded | undefined }>;
  /** Lets something go on behind the answer. */
  readonly behind: (work: Promise<unknown>) => void;
}

/** What came of waiting for a turn: what another process has loaded, or the turn, or neither: then one loads without it. */
export interface Turn {
  readonly loaded?: Loaded | undefined;
  /** Lets the next one have their turn. */
  readonly release?: () => Promise<void>;
}

/** Gives a load its turn; a store that tells nobody whose turn it is within `patienceMs` is not waited for. */
export type TakeTurn = (circumstances: Circumstances, patienceMs: number | undefined) => Promise<Turn>;

const defaultLockMs = 10_000;
/** How much later than the last time it is looked again, at the soonest. */
const pollMs = 20;

/** Ends a refresh that another process is at; nobody waits for it. */
export class RefreshedElsewhere extends Error {}

/** Lets one process load while the others wait. */
export function turns({ tier, look, behind }: TurnParts): TakeTurn {
  /** Undefined when nobody can say whose turn it is; a turn that is given too late is given back. */
  async function lockWithin(limitMs: number | undefined, id: string, lockMs: number): ReturnType<SharedTier['lock']> {
    if (limitMs !== undefined && limitMs <= 0) return undefined;
    const lock = tier.lock(id, lockMs);
    if (limitMs === undefined) return lock;
    return within(limitMs, lock).catch(() => {
      behind(lock.then((late) => (typeof late === 'function' ? late() : undefined)));
      return undefined;
    });
  }

  /**
   * Waits while another process loads; as long as its lock lasts, which is bounded whatever becomes of that process. What is
   * refreshed elsewhere need not be refreshed here, as long as nobody waits for it.
   */
  return async (circumstances, patienceMs) => {
    const { order, signal, isRefresh, leave } = circumstances;
    signal().throwIfAborted();
    const lockMs = order.hardTimeoutMs === undefined ? defaultLockMs : 2 * order.hardTimeoutMs;
    const endsAt = performance.now() + lockMs;
    let askedAt = performance.now();
    let lock = await lockWithin(patienceMs, order.id, lockMs);
    while (lock === 'taken') {
      if (isRefresh === true && leave()) throw new RefreshedElsewhere();
      if (order.flight !== 'everywhere' || performance.now() > endsAt) return {};
      await pauseUntil(askedAt + pollMs);
      signal().throwIfAborted();
      askedAt = performance.now();
      // In one trip, and in this order: what another has loaded who has had the turn until now is there.
      const [next, { loaded }] = await Promise.all([tier.lock(order.id, lockMs), look(circumstances)]);
      if (loaded !== undefined) {
        if (typeof next === 'function') behind(next());
        return { loaded };
      }
      lock = next;
    }
    return lock === undefined ? {} : { release: lock };
  };
}

async function pauseUntil(at: number): Promise<void> {
  const leftMs = at - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
}
