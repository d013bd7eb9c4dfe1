import { begin, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { isResilienceError, ThrottledError } from './errors.js';
import { emitter } from './events.js';
import { keyed, type PerKey } from './keyed.js';
import type { Policy, Reconfigurable } from './policy.js';

/** What of an {@link adaptiveThrottle} can be changed while it is used. */
export interface AdaptiveThrottleSettings {
  /** How many times more calls than are accepted may be made; 2 unless said. The lower, the sooner calls are held back. */
  readonly multiplier?: number;
}

/** The settings of {@link adaptiveThrottle}. */
export interface AdaptiveThrottleOptions extends AdaptiveThrottleSettings {
  /** Over how long calls are counted; two minutes unless said. */
  readonly windowMs?: number;
  /** Whether an error means that the other side could not take the call; every error unless said, but no rejection of a policy inside other than its timeout. */
  readonly counts?: (error: unknown) => boolean;
  readonly perKey?: PerKey;
  readonly name?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

interface Counts {
  /** The number of the slice that is being counted in. */
  slice: number;
  readonly requests: number[];
  readonly accepts: number[];
}

const SLICES = 10;

/**
 * Holds back a share of the calls when the other side takes fewer than are made, as chapter 21 of Google's book on site
 * reliability describes: with the probability (requests - multiplier * accepts) / (requests + 1). Some always go through,
 * so that a recovery is noticed at once.
 */
export function adaptiveThrottle(
  options: AdaptiveThrottleOptions = {},
): Policy & Reconfigurable<AdaptiveThrottleSettings> & { share(key?: string): number } {
  const { windowMs = 120_000, counts = () => true, perKey = false, name = 'adaptive-throttle' } = options;
  const { clock = systemClock, random = Math.random } = options;
  let multiplier = checked(options);
  if (!(windowMs > 0)) throw new RangeError(`windowMs must be above 0, not ${windowMs}`);
  const { emit, on } = emitter(name);
  const sliceMs = windowMs / SLICES;
  const sliceNow = (): number => Math.floor(clock.now() / sliceMs);
  const windows = keyed<Counts>({
    perKey,
    create: () => ({ slice: sliceNow(), requests: zeros(), accepts: zeros() }),
    isIdle: (each) => each.slice + SLICES < sliceNow(),
  });

  /** The counts of a key, without what is older than the window. */
  function countsOf(key: string | undefined): Counts {
    const each = windows.of(key);
    const now = sliceNow();
    for (let slice = Math.max(each.slice + 1, now - SLICES + 1); slice <= now; slice += 1) {
      each.requests[slice % SLICES] = 0;
      each.accepts[slice % SLICES] = 0;
    }
    each.slice = now;
    return each;
  }

  function shareOf({ requests, accepts }: Counts): number {
    const made = sum(requests);
    return Math.max(0, (made - multiplier * sum(accepts)) / (made + 1));
  }

  function add(list: number[], slice: number): void {
    list[slice % SLICES] = (list[slice % SLICES] ?? 0) + 1;
  }

  return {
    name,
    on,
    share: (key) => shareOf(countsOf(key)),
    async execute(run, call) {
      const context = contextOf(call);
      context.signal.throwIfAborted();
      const window = countsOf(context.key);
      const share = shareOf(window);
      // Counted when it is made and not when it ends, or a crowd would pass before the first answer.
      add(window.requests, window.slice);
      if (share > 0 && random() < share) {
        const error = new ThrottledError(share);
        emit({ type: 'reject', error, key: context.key });
        throw error;
      }
      const accepted = (): void => {
        const latest = countsOf(context.key);
        add(latest.accepts, latest.slice);
      };
      try {
        const value = await begin(run, context);
        accepted();
        return value;
      } catch (error) {
        const said = !isResilienceError(error) || error.code === 'attempt_timeout' || error.code === 'chaos';
        if (context.signal.aborted || !said || !counts(error)) accepted();
        throw error;
      }
    },
    reconfigure(changes) {
      multiplier = checked({ multiplier, ...changes });
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: holds calls back when more than ${multiplier} are made for each that is taken`,
  };
}

function checked({ multiplier = 2 }: AdaptiveThrottleSettings): number {
  if (!(multiplier >= 1)) throw new RangeError(`multiplier must be at least 1, not ${multiplier}`);
  return multiplier;
}

const zeros = (): number[] => new Array(SLICES).fill(0);
const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
