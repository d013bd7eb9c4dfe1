import type { Metrics } from '@tonearm/metrics';
import type { Middleware } from '@tonearm/spotify-client';
import type { RuntimeCatalogue } from './metric-catalogue.js';
import { outcomeOf } from './outcomes.js';

/** Counts and times every call, whoever answers it. */
export function withMetrics(metrics: Metrics<RuntimeCatalogue>, now: () => number): Middleware {
  const calls = metrics.counter('calls');
  const durations = metrics.histogram('callDuration');
  return (next) => async (call) => {
    const startedAt = now();
    const record = (outcome: string): void => {
      const labels = { endpoint: call.endpoint.name, outcome };
      calls.add(1, labels);
      durations.observe((now() - startedAt) / 1000, labels);
    };
    try {
      const result = await next(call);
      record('ok');
      return result;
    } catch (error) {
      record(outcomeOf(error));
      throw error;
    }
  };
}

/** Tells what became of every attempt that was really sent. */
export function withRequests(heard: (endpoint: string, outcome: string) => void): Middleware {
  return (next) => async (call) => {
    try {
      const result = await next(call);
      heard(call.endpoint.name, 'ok');
      return result;
    } catch (error) {
      heard(call.endpoint.name, outcomeOf(error));
      throw error;
    }
  };
}
