import type { Metrics } from '@tonearm/metrics';
import type { Middleware } from '@tonearm/spotify-client';
import { type CallRecord, currentCall, withRecord } from './call-record.js';
import { traced } from './diagnostics.js';
import type { RuntimeCatalogue } from './metric-catalogue.js';
import { outcomeOf } from './outcomes.js';
import { quotaGroupOf } from './policies/quota-group.js';

/** Counts and times every call, whoever answers it. */
export function withMetrics(metrics: Metrics<RuntimeCatalogue>, now: () => number): Middleware {
  const calls = metrics.counter('calls');
  const durations = metrics.histogram('callDuration');
  const attempts = metrics.histogram('callAttempts');
  return (next) => async (call) => {
    const startedAt = now();
    const record: CallRecord = { attempts: 0, isJoined: false };
    const end = (outcome: string): void => {
      calls.add(1, { endpoint: call.endpoint.name, outcome });
      durations.observe((now() - startedAt) / 1000, { answered_by: answeredBy(record, outcome) });
      attempts.observe(record.attempts);
    };
    try {
      const result = await withRecord(record, () => next(call));
      end('ok');
      return result;
    } catch (error) {
      end(outcomeOf(error));
      throw error;
    }
  };
}

function answeredBy({ attempts, isJoined }: CallRecord, outcome: string): 'cache' | 'spotify' | 'nobody' {
  if (outcome !== 'ok') return 'nobody';
  return attempts > 0 || isJoined ? 'spotify' : 'cache';
}

/** Notes when a call begins to wait for its turn. */
export function withQueueTime(now: () => number): Middleware {
  return (next) => (call) => {
    const record = currentCall();
    if (record !== undefined) record.queuedAt = now();
    return next(call);
  };
}

/** What became of one attempt that was really sent. */
export interface HeardRequest {
  readonly endpoint: string;
  readonly outcome: string;
  readonly statusClass: string;
  readonly seconds: number;
}

/** Counts and times every attempt that is really sent, and tells what became of it. */
export function withRequests(
  metrics: Metrics<RuntimeCatalogue>,
  now: () => number,
  heard: (request: HeardRequest) => void,
): Middleware {
  const requests = metrics.counter('requests');
  const durations = metrics.histogram('requestDuration');
  const queues = metrics.histogram('queueDuration');
  return (next) => async (call) => {
    const endpoint = call.endpoint.name;
    const startedAt = now();
    const record = currentCall();
    if (record !== undefined) {
      record.attempts += 1;
      if (record.queuedAt !== undefined) queues.observe((startedAt - record.queuedAt) / 1000);
      delete record.queuedAt;
    }
    const end = (outcome: string, statusClass: string): void => {
      const seconds = (now() - startedAt) / 1000;
      requests.add(1, { endpoint, status_class: statusClass, outcome });
      durations.observe(seconds, { bucket: quotaGroupOf(endpoint) ?? endpoint });
      heard({ endpoint, outcome, statusClass, seconds });
    };
    try {
      const work = {
        name: endpoint,
        attributes: { 'tonearm.endpoint': endpoint, 'http.request.method': call.endpoint.method },
      };
      const result = await traced('request', work, () => next(call));
      end('ok', '2xx');
      return result;
    } catch (error) {
      end(outcomeOfAttempt(error, call.options.signal), statusClassOf(error));
      throw error;
    }
  };
}

/** An attempt that a limit of time has ended says only that it was aborted; its signal knows why. */
function outcomeOfAttempt(error: unknown, signal: AbortSignal | undefined): string {
  const outcome = outcomeOf(error);
  if (outcome !== 'aborted' || signal?.aborted !== true) return outcome;
  const reason = outcomeOf(signal.reason);
  return reason === 'unexpected' ? 'aborted' : reason;
}

function statusClassOf(error: unknown): string {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? `${Math.floor(status / 100)}xx` : 'none';
}
