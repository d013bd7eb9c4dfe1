import { describe, expect, test } from 'vitest';
import { currentRequest, exemplarLabels, requestContext, runInRequest } from './request-context.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentSpanId = '00f067aa0ba902b7';

describe('the context of a request', () => {
  test('follows the work, also behind a timer and side by side with others', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((correlationId) =>
        runInRequest({ correlationId }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return currentRequest()?.correlationId;
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(currentRequest()).toBeUndefined();
  });

  test('takes the trace over that the client is in', () => {
    expect(requestContext({ traceparent: `00-${traceId}-${parentSpanId}-01` })).toEqual({
      correlationId: traceId,
      traceId,
      parentSpanId,
      isSampled: true,
    });
    expect(requestContext({ traceparent: `cc-${traceId}-${parentSpanId}-00-more` })).toMatchObject({
      isSampled: false,
    });
  });

  test.each([
    undefined,
    7,
    '',
    `ff-${traceId}-${parentSpanId}-01`,
    `00-${'0'.repeat(32)}-${parentSpanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${parentSpanId}-01`,
    `00-${traceId}-${parentSpanId}-01\nforged line`,
  ])('gets an id of its own where the client says %j', (traceparent) => {
    const { correlationId, ...rest } = requestContext({ traceparent });
    expect(correlationId).toMatch(/^[0-9a-f]{8}-/);
    expect(rest).toEqual({});
  });

  test('is what exemplars lead to', () => {
    expect(exemplarLabels()).toBeUndefined();
    expect(runInRequest({ correlationId: 'a' }, exemplarLabels)).toEqual({ correlation_id: 'a' });
    const traced = runInRequest(requestContext({ traceparent: `00-${traceId}-${parentSpanId}-01` }), exemplarLabels);
    expect(traced).toEqual({ trace_id: traceId, correlation_id: traceId });
  });
});
