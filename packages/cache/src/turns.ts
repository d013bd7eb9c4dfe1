import type { LoadOrder } from './keep.js';
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

/** Asks the shared store whose turn it is. */
export interface Turns {
  /** Asks for the turn when something that is waited for is not there soon: one after the other would take too long. */
  unlessSoon(order: LoadOrder): Begun;
  /** Gives a load its turn; a store that tells nobody whose turn it is within `patienceMs` is not waited for. */
  take(circumstances: Circumstances, patienceMs: number | undefined, begun?: Begun): Promise<Turn>;
}

/** A turn that was asked for ahead, or not yet; then it is not any more. */
export interface Begun {
  /** What was asked; undefined if nothing was. */
  claim(): Lock | undefined;
  /** Lets others have the turn, if it was given. */
  decline(): void;
}

type Lock = ReturnType<SharedTier['lock']>;

const defaultLockMs = 10_000;
/** The part of the time for an answer of the store in which one comes soon: so much longer than one answer takes both may take. */
const soon = 0.1;
/** How much later than the last time it is looked again, at the soonest. */
const pollMs = 20;

/** Ends a refresh that another process is at; nobody waits for it. */
export class RefreshedElsewhere extends Error {}

/** Lets one process load while the others wait. */
export function turns({ tier, look, behind }: TurnParts): Turns {
  /** Turns that this process is about to give back: whoever is next in it would take itself for another process. */
  const returning = new Map<string, Promise<void>>();

  function giveBack(id: string, lock: Lock): void {
    const done = lock.then((late) => (typeof late === 'function' ? late() : undefined));
    const returned: Promise<void> = done
      .catch(() => undefined)
      .then(() => {
        if (returning.get(id) === returned) returning.delete(id);
      });
    returning.set(id, returned);
    behind(returned);
  }

  /** Undefined when nobody can say whose turn it is; a turn that is given too late is given back. */
  async function lockWithin(limitMs: number | undefined, id: string, lock: Lock): Lock {
    if (limitMs === undefined) return lock;
    return within(limitMs, () => lock).catch(() => {
      giveBack(id, lock);
      return undefined;
    });
  }

  return {
    unlessSoon(order) {
      let lock: Lock | undefined;
      const timer = setTimeout(() => {
        lock = tier.lock(order.id, lockMsOf(order));
      }, soon * tier.timeoutMs).unref();
      const claim = (): Lock | undefined => {
        clearTimeout(timer);
        return lock;
      };
      return {
        claim,
        decline() {
          const claimed = claim();
          if (claimed !== undefined) giveBack(order.id, claimed);
        },
      };
    },
    /**
     * Waits while another process loads; as long as its lock lasts, which is bounded whatever becomes of that process. What is
     * refreshed elsewhere need not be refreshed here, as long as nobody waits for it.
     */
    async take(circumstances, patienceMs, begun) {
      const { order, signal, isRefresh, leave } = circumstances;
      const { id } = order;
      if (signal().aborted) begun?.decline();
      signal().throwIfAborted();
      const lockMs = lockMsOf(order);
      const endsAt = performance.now() + lockMs;
      let askedAt = performance.now();
      // Nobody waits for it: what this process gives back is given back first.
      if (isRefresh === true) await returning.get(id);
      const isTooLate = patienceMs !== undefined && patienceMs <= 0;
      let lock = isTooLate
        ? begun?.decline()
        : await lockWithin(patienceMs, id, begun?.claim() ?? tier.lock(id, lockMs));
      while (lock === 'taken') {
        if (isRefresh === true && leave()) throw new RefreshedElsewhere();
        if (order.flight !== 'everywhere' || performance.now() > endsAt) return {};
        await pauseUntil(askedAt + pollMs);
        signal().throwIfAborted();
        askedAt = performance.now();
        // In one trip, and in this order: what another has loaded who has had the turn until now is there.
        const [next, { loaded }] = await Promise.all([tier.lock(id, lockMs), look(circumstances)]);
        if (loaded !== undefined) {
          if (typeof next === 'function') behind(next());
          return { loaded };
        }
        lock = next;
      }
      return typeof lock === 'function' ? { release: lock } : {};
    },
  };
}

function lockMsOf({ hardTimeoutMs }: LoadOrder): number {
  return hardTimeoutMs === undefined ? defaultLockMs : 2 * hardTimeoutMs;
}

async function pauseUntil(at: number): Promise<void> {
  const leftMs = at - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
}
