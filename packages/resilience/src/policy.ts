/** What the function that a policy runs is told. */
export interface ExecuteContext {
  /** Aborted when the caller leaves or a limit is reached; give it to whatever you start. */
  readonly signal: AbortSignal;
  /** When everything must be done, in milliseconds of the policy's clock. */
  readonly deadline?: number;
  /** What calls share their limits, for policies that keep a state per key. */
  readonly key?: string;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
}

/** What a caller tells a policy about one call. */
export interface ExecuteOptions {
  readonly signal?: AbortSignal;
  /** When everything must be done, in milliseconds of the policy's clock. */
  readonly deadline?: number;
  readonly key?: string;
  /** Whether making the call twice does no more than making it once; `false` unless said. */
  readonly idempotent?: boolean;
  /** The number of the attempt, when an outer policy counts attempts; 1 unless said. */
  readonly attempt?: number;
}

/** Something that happened inside a policy: a plain object, to be counted or logged. */
export interface PolicyEvent {
  /** The name of the policy that speaks. */
  readonly policy: string;
  readonly type: 'retry' | 'give-up' | 'open' | 'half-open' | 'close' | 'reject' | 'wait' | 'cooldown' | 'timeout';
  readonly key?: string;
  readonly error?: unknown;
  /** The attempt that has just failed, from 1. */
  readonly attempt?: number;
  /** How long somebody is going to wait. */
  readonly waitMs?: number;
  /** When the state ends, in milliseconds of the policy's clock. */
  readonly endsAt?: number;
  /** Why, in one word, where a type has several causes. */
  readonly reason?: string;
}

/** One way of surviving, that can be put around a call and around other policies. */
export interface Policy {
  readonly name: string;
  execute<T>(run: (context: ExecuteContext) => Promise<T>, options?: ExecuteOptions): Promise<T>;
  /** What the policy does, with its numbers, in one line for each policy. */
  describe(): string;
  /** Hears what happens inside; returns the way to stop listening. */
  on(listener: (event: PolicyEvent) => void): () => void;
}

const neverAborted = new AbortController().signal;

/** The context of a call that nobody has narrowed yet. */
export function contextOf(options: ExecuteOptions): ExecuteContext {
  return { ...options, signal: options.signal ?? neverAborted, attempt: options.attempt ?? 1 };
}

/** The key of a call as a part of an event, absent when there is none. */
export function keyOf(options: { readonly key?: string | undefined }): { readonly key?: string } {
  return options.key === undefined ? {} : { key: options.key };
}
