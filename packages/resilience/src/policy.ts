import type { PolicyEvent } from './events.js';
import type { Lane } from './lane.js';

/** An answer that stands in for the one that was asked for. */
export interface Degradation {
  /** The policy that gave it. */
  readonly policy: string;
  /** The step of its chain. */
  readonly step: string;
  /** Why the real answer could not be had. */
  readonly cause: unknown;
}

/** What a caller tells a policy about one call. */
export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  /** When everything must be done, in milliseconds of the policy's clock. */
  readonly deadline?: number | undefined;
  /** What calls share their limits, for policies that keep a state per key. */
  readonly key?: string | undefined;
  /** Whether making the call twice does no more than making it once; `false` unless said. */
  readonly idempotent?: boolean | undefined;
  /** The number of the attempt, when an outer policy counts attempts; 1 unless said. */
  readonly attempt?: number | undefined;
  /** 1 unless said. */
  readonly lane?: Lane | undefined;
  /** Told when the answer is a substitute; `executeMarked` gives it together with the answer. */
  readonly degraded?: ((degradation: Degradation) => void) | undefined;
}

/** What the function that a policy runs is told. */
export interface ExecuteContext extends ExecuteOptions {
  /** Aborted when the caller leaves or a limit is reached; give it to whatever you start. */
  readonly signal: AbortSignal;
  /** The number of this attempt, from 1. A hedge counts on from the attempt that is late, and a retry inside of it begins at 1. */
  readonly attempt: number;
  readonly idempotent: boolean;
  readonly lane: Lane;
}

/** What is done under a policy. */
export type Run<T> = (context: ExecuteContext) => Promise<T>;

/** One way of surviving, that can be put around a call and around other policies. */
export interface Policy {
  readonly name: string;
  execute<T>(run: Run<T>, options?: ExecuteOptions): Promise<T>;
  /** What the policy does, with its numbers, in one line for each policy. */
  describe(): string;
  /** Hears what happens inside; returns the way to stop listening. */
  on(listener: (event: PolicyEvent) => void): () => void;
}

/** A policy for calls that all give the same kind of value, as one that can answer in their place has to be; every {@link Policy} is one. */
export interface PolicyFor<Value> extends Omit<Policy, 'execute'> {
  execute(run: Run<Value>, options?: ExecuteOptions): Promise<Value>;
}

/** A policy whose numbers can be changed while calls are running and waiting in it. */
export interface Reconfigurable<Options> {
  /** Changes some of the settings; what has been counted, opened or promised stays. Throws a RangeError and changes nothing when they make no sense. */
  reconfigure(changes: Partial<Options>): void;
}
