import { begin, contextOf } from './call-context.js';
import type { ExecuteContext, Policy } from './policy.js';

/**
 * Begins something with every call and waits for none of it: what the policies inside would ask one after the other is
 * asked at the same time. What `start` gives is called when the call is over.
 */
export function meanwhile(start: (call: ExecuteContext) => (() => void) | undefined): Policy {
  return {
    name: 'meanwhile',
    on: () => () => undefined,
    async execute(run, call) {
      const context = contextOf(call);
      const over = start(context);
      try {
        return await begin(run, context);
      } finally {
        over?.();
      }
    },
    describe: () => 'meanwhile: begins to ask what those inside will ask',
  };
}
