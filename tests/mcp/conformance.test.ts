import { type Baseline, type Revision, runConformance } from '@tonearm/tooling/conformance';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';

// The suite is a program of its own, and waits now and then: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let server: HttpServerProcess;
beforeAll(async () => {
  server = await startHttpServer({ TONEARM_BACKEND: 'emulator', TONEARM_TOOLSETS: 'all', TONEARM_LOG_LEVEL: 'silent' });
});
afterAll(() => server.stop('SIGKILL'));

// The suite calls tools, prompts and resources by names of its own, which only a server made for it has. A server with all of
// them on our transport passes everything: apps/mcp-server/src/transports/conformance.test.ts.
const theirs = 'The suite asks for something by a name that only a server made for it has.';
const noLogging = 'Logging over the protocol is deprecated, and not offered.';
const noSession = 'Clients of 2025 are served without sessions over HTTP, so there is no channel back to them.';

/** What the suites of both revisions ask for so. */
const askedByBoth: Baseline = Object.fromEntries(
  [
    ...['tools-call-simple-text', 'tools-call-image', 'tools-call-audio', 'tools-call-embedded-resource'],
    ...['tools-call-mixed-content', 'tools-call-error', 'tools-call-with-progress'],
    ...['resources-read-text', 'resources-read-binary', 'resources-templates-read', 'completion-complete'],
    ...['prompts-get-simple', 'prompts-get-with-args', 'prompts-get-embedded-resource', 'prompts-get-with-image'],
  ].map((scenario) => [`${scenario}:${scenario}`, theirs]),
);

/** What may fail, and why: everything else must pass, and what passes must not be listed. */
const baselines: Readonly<Record<Revision, Baseline>> = {
  '2026-07-28': {
    ...askedByBoth,
    'input-required-result-basic-elicitation:sep-2322-elicitation-incomplete': theirs,
    'input-required-result-basic-sampling:sep-2322-sampling-incomplete': theirs,
    'input-required-result-basic-list-roots:sep-2322-list-roots-incomplete': theirs,
    'input-required-result-request-state:sep-2322-request-state-incomplete': theirs,
    'input-required-result-multiple-input-requests:sep-2322-multiple-inputs-incomplete': theirs,
    'input-required-result-multi-round:sep-2322-multi-round-r1': theirs,
    'input-required-result-missing-input-response:sep-2322-missing-response-rerequests': theirs,
    'input-required-result-non-tool-request:sep-2322-non-tool-incomplete': theirs,
    'input-required-result-result-type:sep-2322-result-type-included': theirs,
    'input-required-result-tampered-state:sep-2322-reject-tampered-state': theirs,
    'input-required-result-capability-check:sep-2322-respect-client-capabilities': theirs,
    'input-required-result-ignore-extra-params:sep-2322-ignore-unexpected-params': theirs,
    'server-stateless:sep-2575-server-rejects-undeclared-capability': theirs,
    'server-stateless:sep-2575-missing-capability-http-400': theirs,
    'server-stateless:sep-2575-http-server-no-independent-requests-on-stream': theirs,
    'server-stateless:sep-2575-server-no-log-without-loglevel': theirs,
    'server-stateless:sep-2575-server-sends-tools-list-changed-on-subscription': theirs,
  },
  '2025-11-25': {
    ...askedByBoth,
    'elicitation-sep1034-defaults:elicitation-sep1034-general': theirs,
    'elicitation-sep1330-enums:elicitation-sep1330-general': theirs,
    'tools-call-elicitation:tools-call-elicitation': theirs,
    'tools-call-sampling:tools-call-sampling': theirs,
    'logging-set-level:logging-set-level': noLogging,
    'tools-call-with-logging:tools-call-with-logging': noLogging,
    'resources-subscribe:resources-subscribe': noSession,
    'resources-unsubscribe:resources-unsubscribe': noSession,
    'server-sse-multiple-streams:server-sse-multiple-streams-session': noSession,
  },
};

const noTasks =
  'Tasks are an extension that is not offered: what takes long reports its progress, and can be cancelled.';

/** What a revision does not require, and fails here all the same: why that is right. What passes must not be listed. */
const notRequired: Readonly<Record<Revision, Baseline>> = {
  '2026-07-28': {
    'tasks-lifecycle': noTasks,
    'tasks-capability-negotiation': noTasks,
    'tasks-wire-fields': noTasks,
    'tasks-request-state-removal': noTasks,
    'tasks-mrtr-input': noTasks,
    'tasks-request-headers': noTasks,
    'tasks-dispatch-and-envelope': noTasks,
    'tasks-required-task-error': noTasks,
    'tasks-mrtr-composition': noTasks,
    'json-schema-2020-12': theirs,
    'http-custom-header-server-validation': theirs,
  },
  '2025-11-25': { 'json-schema-2020-12': theirs, 'server-sse-polling': noSession },
};

test.each(['2026-07-28', '2025-11-25'] as const)(
  'the official suite of %s finds nothing wrong but what it calls by its own names',
  async (revision) => {
    const { exitCode, failures, output } = await runConformance(server.url, revision, baselines[revision]);
    expect(exitCode, `${JSON.stringify(failures, undefined, 1)}\n${output.slice(-3_000)}`).toBe(0);
    const unscored = Object.keys(failures).filter((check) => !Object.hasOwn(baselines[revision], check));
    const scenarios = new Set(unscored.map((check) => check.split(':')[0]));
    expect(scenarios).toEqual(new Set(Object.keys(notRequired[revision])));
  },
);
