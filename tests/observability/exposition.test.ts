import { createMetrics, type MetricCatalogue, type MetricDefinition, type Metrics } from '@tonearm/metrics';
import { type Clock, systemClock } from '@tonearm/resilience';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff } from '@tonearm/tooling/services';
import { tools } from '@tonearm/tools';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';
import { callEverything } from './stage/call-everything.ts';

/** What a scrape may hold, with the metrics of the process: Prometheus and whoever pays for it should not notice us. */
const budget = 1_500;

/** Gauges of Node that every program calls so: dashboards of others look for them under these names. */
const usualAndWrong = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** What the real promtool says of names, units and helps, a line each. */
async function faultsOf(text: string): Promise<readonly string[]> {
  const { output } = await runProgram('promtool', ['check', 'metrics'], text);
  return output.split('\n').filter((line) => line !== '');
}

/** Time passes twenty times as fast: the pace of hundreds of calls is not what is tested. */
const hurried: Clock = {
  now: () => systemClock.now() * 20,
  after: (ms, wake) => systemClock.after(ms / 20, wake),
  sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
};

describe('the scrape of a server whose every endpoint and tool was called in every way', () => {
  let body = '';
  beforeAll(async () => {
    const emulator = createSpotifyEmulator({ profile: 'extended' });
    const runtime = await createRuntime({
      settings: readSettings({}, { backend: 'emulator', appMode: 'extended' }),
      createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
      logger: silentLogger,
      clock: hurried,
    });
    await callEverything(runtime, emulator);
    ({ body } = await runtime.exposeMetrics());
    await runtime.close();
  });

  test('has no more series than it may', () => {
    const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    // Nothing was left out: each tool has both its duration and its errors.
    for (const { name } of tools) {
      expect(series.some((line) => line.startsWith('mcp_server_operation') && line.includes(`"${name}"`))).toBe(true);
      expect(series.some((line) => line.startsWith('tonearm_tool_errors') && line.includes(`"${name}"`))).toBe(true);
    }
    expect(series.length).toBeGreaterThan(1_000);
    expect(series.length).toBeLessThanOrEqual(budget);
  });

  test.skipIf(servicesAreOff)(
    'bears no name in which Prometheus finds a fault, but those that every program has',
    async () => {
      expect((await faultsOf(body)).map((line) => line.split(' ')[0])).toEqual(usualAndWrong);
    },
  );
});

test.skipIf(servicesAreOff)('Prometheus finds no fault in any metric of the catalogue', async () => {
  const metrics: Metrics = createMetrics<MetricCatalogue>(metricCatalogue);
  for (const [key, { kind, labels = {} }] of Object.entries<MetricDefinition>(metricCatalogue)) {
    const labelled = Object.fromEntries(Object.keys(labels).map((label) => [label, 'any']));
    if (kind === 'counter') metrics.counter(key).add(1, labelled);
    else if (kind === 'gauge') metrics.gauge(key).set(1, labelled);
    else metrics.histogram(key).observe(1, labelled);
  }
  const { body } = await metrics.text();
  expect(await faultsOf(body)).toEqual([]);
  const wrong = '# HELP tonearm_wait_ms Waiting.\n# TYPE tonearm_wait_ms counter\ntonearm_wait_ms 1\n';
  expect((await faultsOf(body + wrong)).join()).toContain(
    'tonearm_wait_ms counter metrics should have "_total" suffix',
  );
});
