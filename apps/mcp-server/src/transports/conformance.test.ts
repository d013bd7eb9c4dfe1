import { type Baseline, type Revision, runConformance } from '@tonearm/tooling/conformance';
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
      ...{ allowedHosts: [], allowedOrigins: [], maxRequestsPerSecond: undefined },
    },
    tenants: [{ factory: fixtureServer, runtime, watch }],
    report: () => undefined,
  });
});
afterAll(() => server.close(0));

const noSession = 'Clients of 2025 are served without sessions over HTTP, so there is no channel back to them.';
const noLogging = 'Logging over the protocol is deprecated, and not offered.';

/** What our HTTP stack leaves out on purpose, each with the reason. */
const baselines: Readonly<Record<Revision, Baseline>> = {
  '2026-07-28': {},
  '2025-11-25': {
    'logging-set-level:logging-set-level': noLogging,
    'tools-call-with-logging:tools-call-with-logging': noLogging,
    'tools-call-sampling:tools-call-sampling': noSession,
    'tools-call-elicitation:tools-call-elicitation': noSession,
    'elicitation-sep1034-defaults:elicitation-sep1034-general': noSession,
    'elicitation-sep1330-enums:elicitation-sep1330-general': noSession,
    'resources-subscribe:resources-subscribe': noSession,
    'resources-unsubscribe:resources-unsubscribe': noSession,
    'server-sse-multiple-streams:server-sse-multiple-streams-session': noSession,
  },
};

test.each(['2026-07-28', '2025-11-25'] as const)(
  'a server with all that the official suite of %s calls passes on our transport',
  async (revision) => {
    const { exitCode, failures, output } = await runConformance(new URL(server.url), revision, baselines[revision]);
    expect(exitCode, `${JSON.stringify(failures, undefined, 1)}\n${output.slice(-3_000)}`).toBe(0);
  },
);
