/** What every event may carry. */
interface Told {
  /** The name of the policy that speaks. */
  readonly policy: string;
  /** The key of the call, when it had one. */
  readonly key?: string | undefined;
  readonly error?: unknown;
  /** The number of the attempt, from 1. */
  readonly attempt?: number | undefined;
  /** How long somebody is going to wait, in milliseconds. */
  readonly waitMs?: number | undefined;
  /** How long something took, in milliseconds. */
  readonly tookMs?: number | undefined;
  /** When the state ends, in milliseconds of the policy's clock. */
  readonly endsAt?: number | undefined;
  /** Why, in one word, where a type has several causes. */
  readonly reason?: string | undefined;
  /** The step of a fallback chain. */
  readonly step?: string | undefined;
}

type Event<Type extends string, Always extends keyof Told = never> = Told & {
  readonly type: Type;
} & { readonly [Name in Always]-?: Exclude<Told[Name], undefined> };

/**
 * Something that happened inside a policy: a plain object, to be counted or logged. Every field can be read of every
 * event; those that a type always has are not optional there.
 */
export type PolicyEvent =
  /** Retry: an attempt failed and another one follows after a wait. */
  | Event<'retry', 'attempt' | 'waitMs'>
  /** Retry: an attempt failed and none follows, because of `not-retryable`, `attempts`, `demanded-delay`, `deadline` or `budget`. */
  | Event<'give-up', 'attempt' | 'reason'>
  /** Circuit breaker: from now on calls are refused, for so long. */
  | Event<'open', 'waitMs'>
  /** Circuit breaker: the next call finds out whether the other side is well. */
  | Event<'half-open'>
  /** Circuit breaker: it is. */
  | Event<'close'>
  /** Any: a call was refused without being made; `error` says by what. */
  | Event<'reject', 'error'>
  /** Bulkhead, limiters, cooldown: a call has to wait. */
  | Event<'wait'>
  /** Bulkhead, limiters, cooldown: a call that had to wait goes on. */
  | Event<'admit', 'tookMs'>
  /** Cooldown: the other side asked for silence. */
  | Event<'cooldown', 'waitMs' | 'endsAt'>
  /** Cooldown: one call finds out whether the silence is really over. */
  | Event<'probe'>
  /** Bulkhead: a call that ran is done. */
  | Event<'success', 'tookMs'>
  /** Bulkhead: a call that ran failed. */
  | Event<'failure', 'tookMs'>
  /** Timeout, deadline: time is up. Not sent when the caller left. */
  | Event<'timeout', 'error'>
  /** Hedge: a second request was sent for an answer that is late. */
  | Event<'hedge', 'attempt' | 'waitMs'>
  /** Fallback: a step of the chain gave the answer. */
  | Event<'fallback', 'step'>
  /** Chaos: it did something on purpose, `fault` or `latency`. */
  | Event<'chaos', 'reason'>
  /** Anything shared between processes: the store cannot be reached, so this process decides on its own. */
  | Event<'lost', 'error'>
  /** Anything shared between processes: the store can be reached again. */
  | Event<'restored'>
  /** Any: its settings were changed. */
  | Event<'reconfigure'>;

/** The kinds of events. */
export type PolicyEventType = PolicyEvent['type'];

const everyType: Readonly<Record<PolicyEventType, true>> = {
  ...{
    retry: true,
    'give-up': true,
    open: true,
    'half-open': true,
    close: true,
    reject: true,
    wait: true,
    admit: true,
  },
  ...{ cooldown: true, probe: true, success: true, failure: true, timeout: true, hedge: true, fallback: true },
  ...{ chaos: true, lost: true, restored: true, reconfigure: true },
};

/** Every kind of event, for tables and labels. */
export const policyEventTypes: readonly string[] = Object.keys(everyType);

type Untold<Each> = Each extends PolicyEvent ? Omit<Each, 'policy'> : never;

/** What a policy says to whom. */
export interface Emitter {
  /** Whether anybody listens: where events are many, they are not even made when nobody does. */
  isHeard(): boolean;
  emit(event: Untold<PolicyEvent>): void;
  on(listener: (event: PolicyEvent) => void): () => void;
}

/** Delivers a policy's events. A listener that throws disturbs neither the call nor the other listeners. */
export function emitter(policy: string): Emitter {
  const listeners = new Set<(event: PolicyEvent) => void>();
  return {
    isHeard: () => listeners.size > 0,
    emit(event) {
      for (const listener of listeners) {
        try {
          listener({ policy, ...event });
        } catch {
          // Whoever counts or logs may fail; the call that is counted may not fail for it.
        }
      }
    },
    on(listener) {
      // Two registrations of one function are two listeners, each with its own way to stop.
      const own = (event: PolicyEvent): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
