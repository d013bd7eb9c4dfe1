import { begin, type CallContext, contextOf } from './call-context.js';
import { emitter } from './events.js';
import type { Policy, PolicyFor, Reconfigurable, Run } from './policy.js';
import { relay } from './relay.js';

/** What of a {@link wrap} can be changed while it is used. */
export interface WrapSettings<Each = Policy> {
  /** From the outside in. Those that stay keep what they know; calls under way end in those in which they began. */
  readonly policies: readonly Each[];
}

/** Puts policies around each other: the first is the outermost, as in the order of the arguments. With a fallback among them it is for calls of its kind of value. */
export function wrap(...given: Policy[]): Policy & Reconfigurable<WrapSettings>;
export function wrap<Value>(
  ...given: PolicyFor<Value>[]
): PolicyFor<Value> & Reconfigurable<WrapSettings<PolicyFor<Value>>>;
export function wrap(...given: Policy[]): Policy & Reconfigurable<WrapSettings> {
  const name = 'wrap';
  let policies: readonly Policy[] = given;
  const inner = relay(policies);
  const { emit, on } = emitter(name);

  function enter<T>(current: readonly Policy[], index: number, run: Run<T>, context: CallContext): Promise<T> {
    const policy = current[index];
    if (policy === undefined) return begin(run, context);
    return policy.execute((narrowed) => enter(current, index + 1, run, contextOf(narrowed)), context);
  }

  return {
    name,
    execute: (run, options) => enter(policies, 0, run, contextOf(options)),
    describe: () => policies.map((policy) => policy.describe()).join('\n'),
    on(listener) {
      const stops = [inner.on(listener), on(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    reconfigure(changes) {
      policies = [...(changes.policies ?? policies)];
      inner.listenTo(policies);
      emit({ type: 'reconfigure' });
    },
  };
}
