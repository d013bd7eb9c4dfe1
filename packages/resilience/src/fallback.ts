import { begin, contextOf } from './call-context.js';
import { emitter } from './events.js';
import type { Degradation, ExecuteContext, ExecuteOptions, PolicyFor, Reconfigurable, Run } from './policy.js';

/** One way to answer all the same. */
export interface FallbackStep<Value = unknown> {
  readonly name: string;
  /** Whether this step is for that error; every error unless said. */
  readonly when?: (error: unknown, context: ExecuteContext) => boolean;
  /** Gives the substitute, or rejects: then the next step whose condition holds is tried. */
  readonly answer: (error: unknown, context: ExecuteContext) => Promise<Value> | Value;
}

/** What of a {@link fallback} can be changed while it is used. */
export interface FallbackSettings<Value> {
  /** Tried in this order; a call that fails after a change goes by the new ones. */
  readonly steps: readonly FallbackStep<Value>[];
}

/** The settings of {@link fallback}. */
export interface FallbackOptions<Value> extends FallbackSettings<Value> {
  readonly name?: string;
}

/** A policy for calls that all give the same kind of value. */
export interface Fallback<Value> extends PolicyFor<Value>, Reconfigurable<FallbackSettings<Value>> {}

/**
 * Answers with something else when a call fails: each step has its condition, and the answer is marked as degraded
 * (an event, and for the caller `executeMarked`). When no step can answer, the call's own error is thrown.
 */
export function fallback<Value>(options: FallbackOptions<Value>): Fallback<Value> {
  const { name = 'fallback' } = options;
  let { steps } = options;
  const { emit, on } = emitter(name);
  return {
    name,
    on,
    async execute(run, call) {
      const context = contextOf(call);
      try {
        return await begin(run, context);
      } catch (cause) {
        // Nobody is there to be given a substitute.
        if (context.signal.aborted) throw cause;
        for (const step of steps) {
          if (step.when?.(cause, context) === false) continue;
          let value: Value;
          try {
            value = await step.answer(cause, context);
          } catch {
            // The next step is what is left of hope; the caller hears of the call's own error.
            continue;
          }
          emit({ type: 'fallback', step: step.name, error: cause, key: context.key });
          context.degraded?.({ policy: name, step: step.name, cause });
          return value;
        }
        throw cause;
      }
    },
    reconfigure(changes) {
      steps = changes.steps ?? steps;
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: ${steps.map((step) => step.name).join(', then ')}`,
  };
}

/** An answer, and whether it is the one that was asked for. */
export interface MarkedAnswer<Value> {
  readonly value: Value;
  /** Absent when it is. */
  readonly degradation?: Degradation;
}

/** Makes a call and tells whether the answer is a substitute, and which. */
export async function executeMarked<Value>(
  policy: PolicyFor<Value>,
  run: Run<Value>,
  options: ExecuteOptions = {},
): Promise<MarkedAnswer<Value>> {
  let degradation: Degradation | undefined;
  const value = await policy.execute(run, {
    ...options,
    degraded(each) {
      degradation = each;
      options.degraded?.(each);
    },
  });
  return degradation === undefined ? { value } : { value, degradation };
}
