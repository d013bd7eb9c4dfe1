import { createWriteJournal } from '@tonearm/tools';
import { serveRuntimeMetrics } from '@tonearm/tools/runtime';
import { type Command, readCommand } from './config.js';
import { createLazyRuntime, type LazyRuntime, loadRuntime } from './lazy-runtime.js';
import { placeOf } from './place-of.js';
import { buildServer } from './server.js';
import { serveOnStdio } from './transports/stdio.js';
import { usage } from './usage.js';
import { version } from './version.js';

type Serve = Extract<Command, { kind: 'serve' }>;

/** How long calls under way may still take when the HTTP server is asked to stop; below what `docker stop` grants. */
const drainMs = 8_000;
const closeMs = 1_000;

const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** Runs the program; resolves with its exit code when it has nothing more to do. */
export async function run(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  let command: Command;
  try {
    command = readCommand(commandLine, environment);
  } catch (error) {
    const { message, hint } = wordsOf(error);
    say([message, hint].filter(Boolean).join(' '));
    return exitCodes.misused;
  }
  if (command.kind === 'serve') return await serve(command);
  const text = command.kind === 'help' ? usage : `${version}\n`;
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => resolve());
  });
  return exitCodes.done;
}

async function serve(command: Serve): Promise<number> {
  const { settings, tools } = command;
  const runtime = createLazyRuntime(() => loadRuntime(settings));
  const report = (line: string): void => {
    if (settings.logLevel !== 'silent') say(line);
  };
  const factory = buildServer({
    tools,
    runtime,
    journal: createWriteJournal(),
    transport: command.http === undefined ? 'pipe' : 'tcp',
    report,
    isEmulator: settings.backend === 'emulator',
  });
  // One request that was forgotten must not end the others.
  process.on('unhandledRejection', (error) => report(`a promise was forgotten: ${placeOf(error)}`));
  try {
    await announceMetrics(settings, runtime);
    if (command.http === undefined) {
      announceBackend(command);
      await serveOnStdio(factory, report);
    } else {
      const { serveOnHttp } = await import('./transports/http.js');
      const token = settings.httpToken;
      const parts = { config: command.http, factory, runtime, report, ...(token !== undefined && { token }) };
      const server = await serveOnHttp(parts);
      process.stderr.write(`tonearm-mcp listening on ${server.url}\n`);
      announceBackend(command);
      await stopSignal();
      await server.close(drainMs);
    }
    return exitCodes.done;
  } catch (error) {
    say(listenProblem(error, command) ?? wordsOf(error).message);
    return exitCodes.failed;
  } finally {
    await Promise.race([runtime.close(), new Promise((resolve) => setTimeout(resolve, closeMs))]);
  }
}

/** Nobody should think that they hear Spotify when they talk to the emulator, or the other way round. */
function announceBackend({ settings, http }: Serve): void {
  if (settings.backend === 'emulator') {
    const reason = settings.backendIsDefault ? 'SPOTIFY_CLIENT_ID is not set, so this is' : 'this is';
    say(`${reason} the Spotify emulator: an invented catalogue, no account needed, nothing is played aloud.`);
  }
  if (http?.isRemote === true && settings.httpToken === undefined) {
    say(
      'warning: other machines can reach this server and TONEARM_HTTP_TOKEN is not set: anybody may use the account.',
    );
  }
}

/** Metrics at a place of their own, for whoever asked for one: over stdio there is no other way to scrape. */
async function announceMetrics({ metricsAddress }: Serve['settings'], runtime: LazyRuntime): Promise<void> {
  if (metricsAddress === undefined) return;
  const { url } = await serveRuntimeMetrics(metricsAddress, runtime.get);
  say(`metrics at ${url}`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

function listenProblem(error: unknown, { http }: Serve): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${http?.port} on ${http?.host} is in use; choose another with --port.`;
  if (code === 'EACCES') return `listening on port ${http?.port} is not permitted; choose one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL') return `this machine has no address ${http?.host}.`;
  return undefined;
}

function wordsOf(error: unknown): { message: string; hint?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...('hint' in error && typeof error.hint === 'string' && { hint: error.hint }) };
}

function say(line: string): void {
  // One line, whatever a client put into its request.
  process.stderr.write(`tonearm-mcp: ${line.replaceAll(/\p{Cc}+/gu, ' ')}\n`);
}
