import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What belongs to one request of a client, wherever its work leads. */
export interface RequestContext {
  /** In every line of the log, and in the exemplars of the metrics. */
  readonly correlationId: string;
  /** The trace that the client's request is a part of, if it said so: W3C Trace Context. */
  readonly traceId?: string;
  /** The client's own span in that trace. */
  readonly parentSpanId?: string;
  /** Whether the client records the trace. */
  readonly isSampled?: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Whoever brought a request here and wants to know by which id it can be found again. */
const listeners = new AsyncLocalStorage<(correlationId: string) => void>();

/** Runs something in the context of a request; everything that it starts belongs to the same request. */
export function runInRequest<Result>(context: RequestContext, run: () => Result): Result {
  listeners.getStore()?.(context.correlationId);
  return storage.run(context, run);
}

/** Tells the id of each request that something begins, as a transport does in a header of its answer. */
export function tellingRequests<Result>(tell: (correlationId: string) => void, run: () => Result): Result {
  return listeners.run(tell, run);
}

/** The request that the running code belongs to, if it belongs to one. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** `version-traceid-parentid-flags`, each in lower-case hexadecimal digits, as W3C Trace Context has it. */
const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;

/**
 * The context of a new request, from the `_meta` that the client sent with it. A `traceparent` that follows the standard
 * is taken over, and its trace id is the correlation id; anything else in it is ignored, for it comes from outside.
 */
export function requestContext(meta?: Readonly<Record<string, unknown>>): RequestContext {
  const given = meta?.traceparent;
  const [, traceId, parentSpanId, flags] = (typeof given === 'string' && traceparent.exec(given)) || [];
  if (traceId === undefined || parentSpanId === undefined || flags === undefined)
    return { correlationId: randomUUID() };
  return { correlationId: traceId, traceId, parentSpanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The labels of an exemplar that leads to the current request. */
export function exemplarLabels(): Readonly<Record<string, string>> | undefined {
  const context = storage.getStore();
  if (context === undefined) return undefined;
  return context.traceId === undefined
    ? { correlation_id: context.correlationId }
    : { trace_id: context.traceId, correlation_id: context.correlationId };
}
