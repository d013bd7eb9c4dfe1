import { randomBytes } from 'node:crypto';
import { createWriteJournal } from '@tonearm/tools';
import { type AccessMemory, accessMemory, type Settings, serveRuntimeMetrics } from '@tonearm/tools/runtime';
import { type ClosedTools, followClosedTools } from './closed-tools.js';
import type { ServeCommand } from './command.js';
import type { HttpConfig } from './http-config.js';
import { createLazyRuntime, loadServingRuntime } from './lazy-runtime.js';
import { placeOf } from './place-of.js';
import { createPlaybackWatch } from './playback-watch.js';
import { say } from './say.js';
import { buildServer, type ServerFactory } from './server.js';
import { createSignInLink } from './sign-in-link.js';
import { type StdioOptions, serveOnStdio } from './transports/stdio.js';
import type { Tenant } from './transports/tenant.js';

/** How long calls under way may still take when the HTTP server is asked to stop; below what `docker stop` grants. */
const drainMs = 8_000;
const closeMs = 1_000;

/** Serves MCP until the client or a signal ends it. Rejects when it cannot begin. */
export async function serve(command: ServeCommand): Promise<void> {
  const { settings, http, answersAll } = command;
  const report = (line: string): void => {
    if (settings.logLevel !== 'silent') say(line);
  };
  // One request that was forgotten must not end the others.
  process.on('unhandledRejection', (error) => report(`a promise was forgotten: ${placeOf(error)}`));
  // All profiles sign in with the same app.
  const appAccess = accessMemory(settings);
  const closed = followClosedTools(command.tools, command.openTo, appAccess);
  const shared = { appAccess, closed, report };
  const tenants = profilesOf(command).map((profile) => tenantOf(command, { ...settings, profile }, shared));
  /** Where something is to be loaded beforehand nobody has to ask first. What goes wrong is told to whoever asks. */
  const begun = (): void => {
    if (settings.warm.length > 0) for (const { runtime } of tenants) runtime.get().catch(() => undefined);
  };
  let metrics: MetricsServer | undefined;
  try {
    metrics = await announceMetrics(settings, tenants);
    if (http === undefined) {
      announceBackend(settings);
      await Promise.all(
        tenants.map(({ factory, watch }) => serveOnStdio(factory, watch, { answersAll, report, begun })),
      );
    } else {
      await serveHttp(http, tenants, command, { report, begun });
    }
  } finally {
    // Also so that no socket is left in the file system.
    const closed = Promise.all([metrics?.close(), ...tenants.map(({ runtime }) => runtime.close())]);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, closeMs))]);
  }
}

function profilesOf({ settings, http }: ServeCommand): readonly string[] {
  return http === undefined || http.profiles.length === 0 ? [settings.profile] : http.profiles;
}

/** Everything that belongs to one person: their sign-in, what is cached of them, and the writes that can be undone. */
function tenantOf(
  { tools, http }: ServeCommand,
  settings: Settings,
  { appAccess, closed, report }: SharedByAll,
): ProfileTenant {
  // Behind a balancer an id must not mean one write here and another one next door.
  const journal = createWriteJournal(http === undefined ? {} : { name: `${randomBytes(3).toString('hex')}-` });
  const onAccountChange = (): void => journal.clear();
  const runtime = createLazyRuntime(() => loadServingRuntime(settings, { appAccess, onAccountChange }));
  // Spotify sends the browser back to this machine: whoever sits at another one has to run tonearm-mcp auth here.
  const isAtHand = settings.backend === 'spotify' && settings.clientId !== undefined && http?.isRemote !== true;
  const forget = async (): Promise<unknown> => (await runtime.get()).forgetAccount();
  const watch = createPlaybackWatch({ runtime, report });
  const factory = buildServer({
    ...{ tools, closed, runtime, watch, journal, report },
    ...(isAtHand && { signInLink: createSignInLink({ settings, tools, report, forget }) }),
    transport: http === undefined ? 'pipe' : 'tcp',
    isEmulator: settings.backend === 'emulator',
    idsOnly: settings.idsOnly,
  });
  return { profile: settings.profile, runtime, watch, factory, closed };
}

/** What all profiles of a process have in common. */
interface SharedByAll {
  readonly appAccess: AccessMemory;
  readonly closed: ClosedTools | undefined;
  readonly report: (line: string) => void;
}

type MetricsServer = Awaited<ReturnType<typeof serveRuntimeMetrics>>;

type ProfileTenant = Tenant & { readonly profile: string; readonly factory: ServerFactory };

async function serveHttp(
  config: HttpConfig,
  tenants: readonly ProfileTenant[],
  { settings }: ServeCommand,
  { report, begun }: Pick<StdioOptions, 'report' | 'begun'>,
): Promise<void> {
  const { serveOnHttp } = await import('./transports/http.js');
  const { giveTokens } = await import('./give-tokens.js');
  const given = await giveTokens(tenants, config, settings);
  const server = await serveOnHttp({ config, tenants: given.tenants, report });
  process.stderr.write(`tonearm-mcp listening on ${server.url}\n`);
  for (const line of given.lines) say(line);
  announceBackend(settings);
  begun();
  await stopSignal();
  await server.close(drainMs);
}

/** Nobody should think that they hear Spotify when they talk to the emulator, or the other way round. */
function announceBackend({ backend, backendIsDefault }: Settings): void {
  if (backend !== 'emulator') return;
  const reason = backendIsDefault ? 'SPOTIFY_CLIENT_ID is not set, so this is' : 'this is';
  say(`${reason} the Spotify emulator: an invented catalogue, no account needed, nothing is played aloud.`);
}

/** Metrics at a place of their own, for whoever asked for one: over stdio there is no other way to scrape. */
async function announceMetrics(
  { metricsAddress }: Settings,
  tenants: readonly ProfileTenant[],
): Promise<MetricsServer | undefined> {
  if (metricsAddress === undefined) return undefined;
  const server = await serveRuntimeMetrics(
    metricsAddress,
    tenants.map(({ runtime }) => runtime.get),
  );
  say(`metrics at ${server.url}`);
  return server;
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
