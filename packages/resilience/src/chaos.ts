import { begin, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { ChaosError } from './errors.js';
import { emitter } from './events.js';
import type { Policy, Reconfigurable } from './policy.js';
import { seededRandom } from './seeded-random.js';

/** What of a {@link chaos} policy can be changed while it is used. */
export interface ChaosSettings {
  /** Which share of the calls fails, from 0 to 1. */
  readonly faultRate?: number;
  /** Which share of the calls is late, from 0 to 1. */
  readonly latencyRate?: number;
  /** How late: so many milliseconds, or between these two. */
  readonly latencyMs?: number | readonly [least: number, most: number];
  /** Does nothing while it is `false`. */
  readonly isEnabled?: boolean;
}

/** The settings of {@link chaos}. */
export interface ChaosOptions extends ChaosSettings {
  /** What is thrown; a `ChaosError` unless said. */
  readonly fault?: () => unknown;
  /** The same seed gives the same faults in the same order; a random one unless said. */
  readonly seed?: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** Makes calls late or lets them fail on purpose, to see what the policies around it are worth. Put it innermost. */
export function chaos(options: ChaosOptions): Policy & Reconfigurable<ChaosSettings> {
  const { fault = () => new ChaosError(), name = 'chaos', clock = systemClock } = options;
  const random = options.seed === undefined ? Math.random : seededRandom(options.seed);
  let settings = checked(options);
  const { emit, on } = emitter(name);
  return {
    name,
    on,
    async execute(run, call) {
      const context = contextOf(call);
      const { faultRate, latencyRate, latencyMs, isEnabled } = settings;
      if (!isEnabled) return begin(run, context);
      // Always as many numbers for a call, so that what happens to the next one does not depend on the settings.
      const [isLate, howLate, fails] = [random() < latencyRate, random(), random() < faultRate];
      if (isLate) {
        const waitMs = latencyMs[0] + howLate * (latencyMs[1] - latencyMs[0]);
        emit({ type: 'chaos', reason: 'latency', waitMs, key: context.key });
        await clock.sleep(waitMs, context.signal);
      }
      if (!fails) return begin(run, context);
      const error = fault();
      emit({ type: 'chaos', reason: 'fault', error, key: context.key });
      throw error;
    },
    reconfigure(changes) {
      settings = checked({ ...settings, ...changes });
      emit({ type: 'reconfigure' });
    },
    describe() {
      const { faultRate, latencyRate, latencyMs, isEnabled } = settings;
      if (!isEnabled) return `${name}: off`;
      return `${name}: lets ${faultRate * 100} % fail, ${latencyRate * 100} % be ${latencyMs.join(' to ')} ms late`;
    },
  };
}

type Checked = Required<ChaosSettings> & { readonly latencyMs: readonly [number, number] };

function checked(given: ChaosSettings): Checked {
  const { faultRate = 0, latencyRate = 0, latencyMs = 0, isEnabled = true } = given;
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (!isShare(faultRate) || !isShare(latencyRate)) throw new RangeError('rates must be from 0 to 1');
  const [least, most] = typeof latencyMs === 'number' ? [latencyMs, latencyMs] : latencyMs;
  if (!(least >= 0 && most >= least)) throw new RangeError('latencyMs must be at least 0, and its ends in order');
  return { faultRate, latencyRate, latencyMs: [least, most], isEnabled };
}
