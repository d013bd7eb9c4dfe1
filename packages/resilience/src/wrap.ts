import { begin, type CallContext, contextOf } from './call-context.js';
import type { Policy, Run } from './policy.js';

/** Puts policies around each other: the first is the outermost, as in the order of the arguments. */
export function wrap(...policies: Policy[]): Policy {
  function enter<T>(index: number, run: Run<T>, context: CallContext): Promise<T> {
    const policy = policies[index];
    if (policy === undefined) return begin(run, context);
    return policy.execute((inner) => enter(index + 1, run, contextOf(inner)), context);
  }
  return {
    name: 'wrap',
    execute: (run, options) => enter(0, run, contextOf(options)),
    describe: () => policies.map((policy) => policy.describe()).join('\n'),
    on(listener) {
      const stops = policies.map((policy) => policy.on(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
