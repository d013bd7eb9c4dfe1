import { begin, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { isResilienceError, ThrottledError } from './errors.js';
import { emitter } from './events.js';
import { keyed, type PerKey } from './keyed.js';
import type { Policy, Reconfigurable } from './policy.js';
import { type SlidingCounts, slidingCounts } from './sliding-counts.js';

/** What of an {@link adaptiveThrottle} can be changed while it is used. */
export interface AdaptiveThrottleSettings {
  /** How many times more calls than are accepted may be made; 2 unless said. The lower, the sooner calls are held back. */
  readonly multiplier?: number;
  /** Over how long calls are counted; two minutes unless said. */
  readonly windowMs?: number;
}

/** The settings of {@link adaptiveThrottle}. */
export interface AdaptiveThrottleOptions extends AdaptiveThrottleSettings {
  /** Whether an error means that the other side could not take the call; every error unless said, but no rejection of a policy inside other than its timeout. */
  readonly counts?: (error: unknown) => boolean;
  readonly perKey?: PerKey;
  readonly name?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * Holds back a share of the calls when the other side takes fewer than are made, as chapter 21 of Google's book on site
 * reliability describes: with the probability (requests - multiplier * accepts) / (requests + 1). Some always go through,
 * so that a recovery is noticed at once.
 */
export function adaptiveThrottle(
  options: AdaptiveThrottleOptions = {},
): Policy & Reconfigurable<AdaptiveThrottleSettings> & { share(key?: string): number } {
  const { counts = () => true, perKey = false, name = 'adaptive-throttle' } = options;
  const { clock = systemClock, random = Math.random } = options;
  let settings = checked(options);
  const { emit, on } = emitter(name);
  // A call is marked when it was taken.
  const windows = keyed<{ counts: SlidingCounts }>({
    perKey,
    create: () => ({ counts: slidingCounts(settings.windowMs, clock) }),
    isIdle: (each) => each.counts.sums.calls === 0,
  });

  function shareOf(key: string | undefined): number {
    const { calls, marked: taken } = windows.of(key).counts.sums;
    return Math.max(0, (calls - settings.multiplier * taken) / (calls + 1));
  }

  return {
    name,
    on,
    share: shareOf,
    async execute(run, call) {
      const context = contextOf(call);
      context.signal.throwIfAborted();
      const share = shareOf(context.key);
      // Counted when it is made and not when it ends, or a crowd would pass before the first answer.
      windows.of(context.key).counts.add(1, 0);
      if (share > 0 && random() < share) {
        const error = new ThrottledError(share);
        emit({ type: 'reject', error, key: context.key });
        throw error;
      }
      const taken = (): void => windows.of(context.key).counts.add(0, 1);
      try {
        const value = await begin(run, context);
        taken();
        return value;
      } catch (error) {
        const said = !isResilienceError(error) || error.code === 'attempt_timeout' || error.code === 'chaos';
        if (context.signal.aborted || !said || !counts(error)) taken();
        throw error;
      }
    },
    reconfigure(changes) {
      settings = checked({ ...settings, ...changes });
      for (const [, each] of windows.entries()) {
        const { slices } = each.counts;
        each.counts = slidingCounts(settings.windowMs, clock);
        each.counts.goOnWith(slices);
      }
      emit({ type: 'reconfigure' });
    },
    describe: () =>
      `${name}: holds calls back when more than ${settings.multiplier} are made for each that is taken, in the last ${settings.windowMs} ms`,
  };
}

function checked({ multiplier = 2, windowMs = 120_000 }: AdaptiveThrottleSettings): Required<AdaptiveThrottleSettings> {
  if (!(multiplier >= 1)) throw new RangeError(`multiplier must be at least 1, not ${multiplier}`);
  if (!(windowMs > 0)) throw new RangeError(`windowMs must be above 0, not ${windowMs}`);
  return { multiplier, windowMs };
}
