import type { Operation } from '@tonearm/tools/runtime';
import type { LazyRuntime } from './lazy-runtime.js';

/** What is known of a request before it is answered. */
export type BegunOperation = Pick<Operation, 'method' | 'tool' | 'transport' | 'protocolVersion'>;

/**
 * Begins to time a request of a client; the answer is called with the code of the error, or with nothing, when it is over.
 * Counts only where there is a runtime by then: nobody waits for metrics.
 */
export function beginOperation(runtime: LazyRuntime, operation: BegunOperation): (errorType?: string) => void {
  const startedAt = performance.now();
  return (errorType) =>
    runtime.peek()?.recordOperation({ ...operation, errorType, seconds: (performance.now() - startedAt) / 1000 });
}
