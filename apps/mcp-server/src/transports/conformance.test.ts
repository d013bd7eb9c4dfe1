import { runConformance } from '@tonearm/tooling/conformance';
import type { Runtime } from '@tonearm/tools/runtime';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLazyRuntime } from '../lazy-runtime.js';
import { createPlaybackWatch } from '../playback-watch.js';
import { fixtureServer } from '../testing/conformance/fixture-server.js';
import { type RunningServer, serveOnHttp } from './http.js';

// The suite is a program of its own, and waits now and then: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

let server: RunningServer;
beforeAll(async () => {
  const runtime = createLazyRuntime(async () => ({}) as unknown as Runtime);
  const watch = createPlaybackWatch({ runtime, report: () => undefined });
  server = await serveOnHttp({
    config: {
      ...{ host: '127.0.0.1', port: 0, isRemote: false, requiresToken: false, profiles: [] },
      ...{ allowedHosts: [], allowedOrigins: [], maxRequestsPerSecond: undefined, keepsSessions: true },
    },
    tenants: [{ factory: fixtureServer, runtime, watch }],
    report: () => undefined,
  });
});
afterAll(() => server.close(0));

test.each(['2026-07-28', '2025-11-25'] as const)(
  'a server with all that the official suite of %s calls passes on our transport',
  async (revision) => {
    const { exitCode, failures, output } = await runConformance(new URL(server.url), revision);
    expect(exitCode, `${JSON.stringify(failures, undefined, 1)}\n${output.slice(-3_000)}`).toBe(0);
  },
);
