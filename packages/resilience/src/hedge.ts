import { begin, type CallContext, contextOf, neverAborted } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { emitter } from './events.js';
import type { Policy, Reconfigurable, Run } from './policy.js';
import { quantile } from './quantile.js';
import { type BudgetSetting, budgetOf } from './retry-budget.js';

/** What of a {@link hedge} can be changed while it is used. */
export interface HedgeSettings {
  /** After how many milliseconds an answer is late; with `{ quantile: 0.95 }`, when it takes longer than that share of the last ones. */
  readonly after: number | { readonly quantile: number };
  /** How many requests there may be for one answer, the first included; 2 unless said. */
  readonly attempts?: number;
  /** What hedges cost; give the budget of the retries, so that both together stay within it. Numbers given later change those of the budget that is in use. */
  readonly budget?: BudgetSetting;
}

/** The settings of {@link hedge}. */
export interface HedgeOptions extends HedgeSettings {
  /** Whether there is room for a second request now, such as half of a rate limit. */
  readonly isAllowed?: () => boolean;
  readonly name?: string;
  readonly clock?: Clock;
}

/**
 * Sends an idempotent call a second time when its answer is late, takes the first answer and tells the others to stop.
 * A call fails when all its requests have failed, with the error of the first that did.
 */
export function hedge(options: HedgeOptions): Policy & Reconfigurable<HedgeSettings> {
  const { isAllowed = () => true, name = 'hedge', clock = systemClock } = options;
  let budget = budgetOf(options.budget);
  let settings = checked(options);
  const durations = quantile();
  const { emit, on } = emitter(name);

  function lateAfterMs(): number | undefined {
    const { after } = settings;
    return typeof after === 'number' ? after : durations.at(after.quantile);
  }

  function race<T>(run: Run<T>, context: CallContext, lateMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const { signal, key } = context;
      const stop = new AbortController();
      let running = 0;
      let sent = 0;
      let firstError: { readonly error: unknown } | undefined;
      let cancel = (): void => undefined;
      const finish = (): void => {
        cancel();
        if (signal !== neverAborted) signal.removeEventListener('abort', leave);
      };
      const leave = (): void => {
        finish();
        reject(signal.reason);
        stop.abort(signal.reason);
      };
      const send = (): void => {
        running += 1;
        sent += 1;
        const since = clock.now();
        const narrowed = context.until(stop.signal);
        begin(run, sent === 1 ? narrowed : narrowed.again(context.attempt + sent - 1)).then(
          (value) => {
            durations.add(clock.now() - since);
            finish();
            resolve(value);
            // Whoever is still on the way is not waited for.
            stop.abort(new DOMException('Another request was answered first', 'AbortError'));
          },
          (error: unknown) => {
            running -= 1;
            firstError ??= { error };
            // A failure is for the retries to repeat; only lateness is hedged.
            if (running > 0) return;
            finish();
            reject(firstError.error);
          },
        );
        schedule();
      };
      const schedule = (): void => {
        cancel();
        if (sent >= settings.attempts) return;
        cancel = clock.after(lateMs, () => {
          if (!isAllowed() || !budget.spend()) return;
          emit({ type: 'hedge', attempt: context.attempt + sent, waitMs: lateMs, key });
          send();
        });
      };
      if (signal !== neverAborted) signal.addEventListener('abort', leave);
      send();
    });
  }

  return {
    name,
    on,
    execute(run, call) {
      const context = contextOf(call);
      if (context.signal.aborted) return Promise.reject(context.signal.reason);
      budget.earn();
      const lateMs = lateAfterMs();
      if (context.idempotent && lateMs !== undefined) return race(run, context, lateMs);
      const since = clock.now();
      return begin(run, context).then((value) => {
        durations.add(clock.now() - since);
        return value;
      });
    },
    reconfigure(changes) {
      const changed = checked({ ...settings, ...changes });
      budget = budgetOf(changes.budget, budget);
      settings = changed;
      emit({ type: 'reconfigure' });
    },
    describe() {
      const { after, attempts } = settings;
      const late = typeof after === 'number' ? `${after} ms` : `${after.quantile * 100} % of the answers take`;
      return `${name}: up to ${attempts} requests for an idempotent call, each when the last one has taken longer than ${late}; hedges ${budget.describe()}`;
    },
  };
}

function checked({ after, attempts = 2 }: HedgeSettings): Required<Omit<HedgeSettings, 'budget'>> {
  const isLate = typeof after === 'number' ? after > 0 : after.quantile > 0 && after.quantile < 1;
  if (!isLate) throw new RangeError('after must be above 0 ms, or a quantile between 0 and 1');
  if (!(attempts >= 1)) throw new RangeError(`attempts must be at least 1, not ${attempts}`);
  return { after, attempts };
}
