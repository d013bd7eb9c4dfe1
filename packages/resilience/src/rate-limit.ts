import { type CallContext, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { DeadlineError } from './errors.js';
import { emitter } from './events.js';
import { groupOf, keyed, type PerKey } from './keyed.js';
import { type Expectation, type Limiter, nothingToBegin } from './limiter.js';
import type { Policy, Reconfigurable } from './policy.js';
import { relay } from './relay.js';
import { withTimeLimit } from './time-limit.js';
import { type WaitingLine, waitingLine } from './waiting-line.js';

/** What of a {@link rateLimit} can be changed while it is used. */
export interface RateLimitSettings {
  /** Whoever waits keeps their place in the line, and the new limiter is asked at once. */
  readonly limiter: Limiter;
}

/** The settings of {@link rateLimit}. */
export interface RateLimitOptions extends RateLimitSettings {
  /** Keeps one line for each key, and asks the limiter for each key apart. */
  readonly perKey?: PerKey;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A {@link rateLimit} can also be told of calls before they come. */
export interface RateLimit extends Policy, Reconfigurable<RateLimitSettings> {
  /** Says that a call may come in a moment, so that its permit can be on its way when it does. */
  expect(key?: string): Expectation;
}

interface Counter {
  readonly line: WaitingLine;
  /** When the limiter is asked again at the earliest. */
  asksAt: number;
  /** Stops asking when nobody is left in the line. */
  asking?: AbortController | undefined;
}

/**
 * Lets calls begin as a limiter allows that may live in another process. Within this process the line is fair, by lane
 * and in the order of arrival, and asks the limiter as one, so that a crowd costs no more requests than it gets permits.
 */
export function rateLimit(options: RateLimitOptions): RateLimit {
  const { perKey = false, clock = systemClock, name = 'rate-limit' } = options;
  let { limiter } = options;
  const { emit, on } = emitter(name);
  const limiters = relay([limiter]);
  const counters = keyed<Counter>({
    perKey,
    create() {
      const counter: Counter = {
        asksAt: 0,
        line: waitingLine(() => {
          if (counter.line.length === 0) counter.asking?.abort();
        }),
      };
      return counter;
    },
    isIdle: ({ line, asking }) => line.length === 0 && asking === undefined,
  });

  async function acquire(context: CallContext): Promise<void> {
    const { signal, deadline, key, lane } = context;
    const counter = counters.of(key);
    const since = clock.now();
    const tooLate = (): Error => {
      const error = new DeadlineError('No permit can be had before the deadline');
      emit({ type: 'reject', error, waitMs: Math.max(0, counter.asksAt - clock.now()), key });
      return error;
    };
    if (deadline !== undefined && Math.max(since, counter.asksAt) >= deadline) throw tooLate();
    // How long the others in the line will take only the limiter knows: who is still in it at the deadline leaves it then.
    const turn =
      deadline === undefined
        ? counter.line.join(signal, lane)
        : withTimeLimit((inner) => counter.line.join(inner.signal, lane), context, {
            ...{ clock, ms: deadline - since, expired: tooLate },
          });
    const hadToWait = counter.asking !== undefined;
    if (hadToWait) emit({ type: 'wait', key });
    else void ask(counter, groupOf(perKey, key));
    await turn;
    if (hadToWait) emit({ type: 'admit', tookMs: clock.now() - since, key });
    signal.throwIfAborted();
  }

  async function ask(counter: Counter, key: string | undefined): Promise<void> {
    const asking = new AbortController();
    counter.asking = asking;
    try {
      while (counter.line.length > 0 && !asking.signal.aborted) {
        const waitMs = await limiter.take(key, asking.signal);
        if (waitMs > 0) {
          counter.asksAt = clock.now() + waitMs;
          emit({ type: 'wait', waitMs, key });
          await clock.sleep(waitMs, asking.signal);
        } else counter.line.callNext();
      }
    } catch (error) {
      if (asking.signal.aborted) return;
      counter.line.refuseAll(error);
    } finally {
      // Somebody may have come after everybody had left, and begun to ask anew.
      if (counter.asking === asking) counter.asking = undefined;
      if (counter.line.length > 0 && counter.asking === undefined) void ask(counter, key);
    }
  }

  return {
    name,
    on(listener) {
      const stops = [on(listener), limiters.on(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    expect: (key) => limiter.expect?.(groupOf(perKey, key)) ?? nothingToBegin,
    async execute(run, call) {
      const context = contextOf(call);
      context.signal.throwIfAborted();
      await acquire(context);
      return run(context);
    },
    reconfigure(changes) {
      limiter = changes.limiter ?? limiter;
      limiters.listenTo([limiter]);
      for (const [, counter] of counters.entries()) {
        // Whoever waits for the old one asks anew; a permit that is on its way is still used.
        counter.asksAt = 0;
        counter.asking?.abort();
      }
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: ${limiter.describe()}${perKey ? ', for each key' : ''}`,
  };
}
