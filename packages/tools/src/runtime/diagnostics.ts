import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel';
import { currentRequest } from './request-context.js';

/** What subscribers of a channel are told; the same object from start to end, so that they can keep things on it. */
export interface TracedWork {
  /** As a span is called: `tools/call get_album`, or `albums.get`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly correlationId?: string;
  /** The trace and the span of the client that asked, if it said so. */
  readonly traceId?: string;
  readonly parentSpanId?: string;
  readonly isSampled?: boolean;
}

/** The names of the channels, as `diagnostics_channel` knows them: `tracing:tonearm:operation:start` and so on. */
export const channelNames = { operation: 'tonearm:operation', request: 'tonearm:request' } as const;

const channels: Readonly<Record<keyof typeof channelNames, TracingChannel<unknown, TracedWork>>> = {
  operation: tracingChannel<unknown, TracedWork>(channelNames.operation),
  request: tracingChannel<unknown, TracedWork>(channelNames.request),
};

/**
 * Lets whoever subscribed to the channel follow a piece of work: an OpenTelemetry bridge, a debugger, a test. Costs one
 * look when nobody has. What the work gives or throws is unchanged.
 */
export function traced<Value>(
  channel: keyof typeof channelNames,
  work: Pick<TracedWork, 'name' | 'attributes'>,
  run: () => Promise<Value>,
): Promise<Value> {
  const { hasSubscribers } = channels[channel];
  return hasSubscribers ? channels[channel].tracePromise(run, { ...work, ...currentRequest() }) : run();
}
