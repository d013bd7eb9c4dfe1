import { type Clock, systemClock } from '@tonearm/resilience';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { tools } from '@tonearm/tools';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';
import { callEverything } from './stage/call-everything.ts';

/** What a scrape may hold, with the metrics of the process: Prometheus and whoever pays for it should not notice us. */
const budget = 1_500;

/** Time passes twenty times as fast: the pace of hundreds of calls is not what is tested. */
const hurried: Clock = {
  now: () => systemClock.now() * 20,
  after: (ms, wake) => systemClock.after(ms / 20, wake),
  sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
};

test('a server whose every endpoint and tool was called in every way shows no more series than it may', async () => {
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const runtime = await createRuntime({
    settings: readSettings({}, { backend: 'emulator', appMode: 'extended' }),
    createEmulator: async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' }),
    logger: silentLogger,
    clock: hurried,
  });
  await callEverything(runtime, emulator);
  const { body } = await runtime.exposeMetrics();
  await runtime.close();
  const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  // Nothing was left out: each tool has both its duration and its errors.
  for (const { name } of tools) {
    expect(series.some((line) => line.startsWith('mcp_server_operation') && line.includes(`"${name}"`))).toBe(true);
    expect(series.some((line) => line.startsWith('tonearm_tool_errors') && line.includes(`"${name}"`))).toBe(true);
  }
  expect(series.length).toBeGreaterThan(1_000);
  expect(series.length).toBeLessThanOrEqual(budget);
});
