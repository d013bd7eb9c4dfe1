import { startPrometheus, startRedis } from '@tonearm/tooling/services';
import { prometheusConfiguration } from './configuration.ts';
import { liveThroughCalls, liveThroughHours } from './everything-happens.ts';
import { query } from './prometheus-api.ts';
import { startRuntimeInTime } from './runtime-in-time.ts';
import { startServerUnderLoad } from './server-under-load.ts';

const patienceMs = 15_000;

/** A run in which everything happens that metrics tell of, scraped by a real Prometheus that goes on to run. */
export interface ObservedRun {
  readonly prometheus: string;
  /** How long ago the run began, in seconds. */
  seconds(): number;
  close(): Promise<void>;
}

/** Lets everything happen, twice: a rate needs a number that has been seen before it grew. */
export async function observeRun(): Promise<ObservedRun> {
  const redis = await startRedis();
  const server = await startServerUnderLoad({ TONEARM_REDIS_URL: redis.url });
  const hours = await startRuntimeInTime();
  const setting = { targets: [server.target, hours.target], interval: '250ms' };
  const configuration = prometheusConfiguration(setting);
  const prometheus = await startPrometheus(configuration.text);
  const seen = (expr: string): Promise<void> => waitFor(prometheus.url, expr);
  await seen('count(up == 1) == 2');
  const startedAt = performance.now();
  for (let round = 0; round < 2; round += 1) {
    await liveThroughCalls(server, round);
    await liveThroughHours(hours, seen);
  }
  await seen('tonearm_redis_up == 1');
  await redis.stop();
  await seen('tonearm_redis_up == 0');
  // Whatever the rules make of the last scrapes.
  await seen('max(rate(mcp_server_operation_duration_seconds_count[1m])) > 0');
  await seen('max(slo:sli_error:ratio_rate5m) > 0 and on () min(slo:period_error_budget_remaining:ratio) < 1');
  return {
    prometheus: prometheus.url,
    seconds: () => (performance.now() - startedAt) / 1000,
    async close() {
      await Promise.all([prometheus.stop(), redis.stop(), server.close(), hours.close()]);
      configuration.remove();
    },
  };
}

/** Asks until a query has a result; throws with the query when that takes too long. */
export async function waitFor(prometheus: string, expr: string, milliseconds: number = patienceMs): Promise<void> {
  const giveUpAt = performance.now() + milliseconds;
  while ((await query(prometheus, expr)).length === 0) {
    if (performance.now() > giveUpAt) throw new Error(`Prometheus never saw ${expr}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
