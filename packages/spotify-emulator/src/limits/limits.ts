import type { Clock } from '../clock.js';
import type { Bucket } from './buckets.js';
import {
  Counts,
  type CountsState,
  type Limit,
  type LimitedRequest,
  type LimitKind,
  type LimitsUsage,
} from './counts.js';
import { checkLimits, type LimitsOptions } from './options.js';

/** Why a request is refused, and for how long. */
export interface Refusal {
  readonly kind: LimitKind;
  readonly bucket: Bucket | undefined;
  readonly retryAfterSeconds: number;
}

/** Limits and what was counted, as plain data. */
export interface LimitsState extends CountsState {
  readonly options: LimitsOptions;
}

/** What counts requests and refuses those that are too many. */
export interface Limits {
  /** Takes other limits; what was counted stays counted. Limits that make no sense are a `RangeError`. */
  set(options: LimitsOptions): void;
  options(): LimitsOptions;
  usage(): LimitsUsage;
  /** Counts from nothing again. */
  clear(): void;
  /** The limits of the start, and nothing counted. */
  reset(): void;
  capture(): LimitsState;
  restore(state: LimitsState): void;
  /** Counts a request; answers why it is refused. */
  check(request: LimitedRequest): Refusal | undefined;
}

/** Counts nothing but what has a limit, by the emulator's clock. */
export function createLimits(clock: Clock, initial: LimitsOptions = {}): Limits {
  let options = checkLimits(initial);
  const counts = new Counts();
  return {
    set: (next) => {
      options = checkLimits(next);
    },
    reset: () => {
      options = initial;
      counts.clear();
    },
    capture: () => ({ options, ...counts.capture() }),
    restore: (state) => {
      options = checkLimits(state.options);
      counts.restore(state);
    },
    options: () => options,
    usage: () => counts.usage(clock.now(), options),
    clear: () => counts.clear(),
    check: (request) => {
      const { window, quotas, coverUploads, plays } = options;
      if (!window && !quotas && !coverUploads && !plays) return undefined;
      const now = clock.now();
      const limits = counts.limitsOn(request, options);
      const exceeded = limits
        .filter(({ log, spanMs, maximum }) => log.count(now, spanMs) >= maximum)
        .sort((one, other) => freeAt(other) - freeAt(one))[0];
      if (!exceeded || options.countsRefused) for (const { log } of limits) log.add(now);
      if (!exceeded) return undefined;
      const { kind, bucket, maximum, spanMs } = exceeded;
      const until = maximum === 0 ? now + spanMs : freeAt(exceeded);
      return { kind, bucket, retryAfterSeconds: Math.ceil((until - now) / 1000) };
    },
  };
}

function freeAt({ log, spanMs, maximum }: Limit): number {
  return log.freeAt(spanMs, maximum);
}
