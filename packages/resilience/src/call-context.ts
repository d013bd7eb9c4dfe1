import type { Lane } from './lane.js';
import type { Degradation, ExecuteContext, ExecuteOptions, Run } from './policy.js';

/** The signal of a caller who never leaves; listening to it would be in vain. */
export const neverAborted: AbortSignal = new AbortController().signal;

/** One call on its way through the policies. A class, so that all calls have one shape and narrowing one is cheap. */
export class CallContext implements ExecuteContext {
  constructor(
    readonly signal: AbortSignal,
    readonly deadline: number | undefined,
    readonly key: string | undefined,
    readonly idempotent: boolean,
    readonly attempt: number,
    readonly lane: Lane,
    readonly degraded: ((degradation: Degradation) => void) | undefined,
  ) {}

  /** The same call, to be stopped earlier than its caller says. */
  until(signal: AbortSignal, deadline: number | undefined = this.deadline): CallContext {
    return new CallContext(signal, deadline, this.key, this.idempotent, this.attempt, this.lane, this.degraded);
  }

  /** The same call, once more. */
  again(attempt: number): CallContext {
    return new CallContext(this.signal, this.deadline, this.key, this.idempotent, attempt, this.lane, this.degraded);
  }
}

const plain = new CallContext(neverAborted, undefined, undefined, false, 1, 1, undefined);

/** The context of a call: what an outer policy made of it, or what its caller said of it. */
export function contextOf(options: ExecuteOptions | undefined): CallContext {
  if (options === undefined) return plain;
  if (options instanceof CallContext) return options;
  const { signal = neverAborted, deadline, key, idempotent = false, attempt = 1, lane = 1, degraded } = options;
  return new CallContext(signal, deadline, key, idempotent, attempt, lane, degraded);
}

/** Begins what is done under a policy; a function that throws before it returns a promise is no different from one that rejects. */
export function begin<T>(run: Run<T>, context: CallContext): Promise<T> {
  try {
    return run(context);
  } catch (error) {
    return Promise.reject(error);
  }
}
