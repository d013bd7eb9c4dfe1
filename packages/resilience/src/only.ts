import { begin, contextOf } from './call-context.js';
import type { ExecuteContext, Policy } from './policy.js';

/** Puts a policy around some calls only; the others pass by as if it were not there. */
export function only(isMeant: (call: ExecuteContext) => boolean, policy: Policy): Policy {
  return {
    name: policy.name,
    on: policy.on,
    execute(run, call) {
      const context = contextOf(call);
      return isMeant(context) ? policy.execute(run, context) : begin(run, context);
    },
    describe: () => `${policy.describe()}; only for some calls`,
  };
}
