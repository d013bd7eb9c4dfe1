import { begin, type CallContext, contextOf, neverAborted } from './call-context.js';
import type { ChangingLane } from './lane.js';
import type { ExecuteContext, Policy, Run } from './policy.js';

/** Puts a policy around some calls only; the others pass by as if it were not there, also one that is no longer meant while it waits there. */
export function only(isMeant: (call: ExecuteContext) => boolean, policy: Policy): Policy {
  /** A call of another lane may not be meant any more. */
  async function whileMeant<T>(run: Run<T>, context: CallContext, lane: ChangingLane): Promise<T> {
    const leaving = new AbortController();
    let hasBegun = false;
    const stopHearing = lane.onChange(() => {
      if (!hasBegun && !isMeant(context)) leaving.abort();
    });
    try {
      return await policy.execute(
        (inner) => {
          leaving.signal.throwIfAborted();
          hasBegun = true;
          return run(inner);
        },
        context.until(either(context.signal, leaving.signal)),
      );
    } catch (error) {
      if (hasBegun || !leaving.signal.aborted || context.signal.aborted) throw error;
      return await run(context);
    } finally {
      stopHearing();
    }
  }

  return {
    name: policy.name,
    on: policy.on,
    execute(run, call) {
      const context = contextOf(call);
      if (!isMeant(context)) return begin(run, context);
      return typeof context.lane === 'number' ? policy.execute(run, context) : whileMeant(run, context, context.lane);
    },
    describe: () => `${policy.describe()}; only for some calls`,
  };
}

function either(one: AbortSignal, other: AbortSignal): AbortSignal {
  return one === neverAborted ? other : AbortSignal.any([one, other]);
}
