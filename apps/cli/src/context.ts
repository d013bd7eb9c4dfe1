import type { Tool } from '@tonearm/tools';
import type { Runtime, Settings } from '@tonearm/tools/runtime';
import { style } from './output/style.js';
import type { Streams } from './streams.js';

/** The flags that every command understands. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly backend?: 'emulator' | 'spotify';
  readonly profile?: string;
}

/** The world outside, as a command may touch it. */
export interface Edge {
  readonly streams: Streams;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly openBrowser?: (url: string) => Promise<void>;
}

/** What a command works with; everything heavy is loaded when it is first asked for. */
export interface Context extends Edge {
  readonly tools: readonly Tool[];
  readonly flags: () => GlobalFlags;
  settings(): Promise<Settings>;
  runtime(): Promise<Runtime>;
  /** Says something to a person, beside the data: silent with --quiet, one JSON object a line with --json. */
  notify(message: string): void;
  close(): Promise<void>;
}

/** What decides how a context behaves, beside the edge. */
export interface ContextOptions extends Edge {
  readonly tools: readonly Tool[];
  readonly flags: () => GlobalFlags;
}

/** Wires the parts that a command may need. */
export function createContext(options: ContextOptions): Context {
  let settings: Promise<Settings> | undefined;
  let runtime: Promise<Runtime> | undefined;
  const context: Context = {
    ...options,
    settings() {
      settings ??= readSettings(options);
      return settings;
    },
    runtime() {
      runtime ??= startRuntime(context);
      return runtime;
    },
    notify(message) {
      const { json, quiet } = options.flags();
      if (quiet) return;
      const { err } = options.streams;
      err.write(`${json ? JSON.stringify({ notice: message }) : style(err, 'dim', message)}\n`);
    },
    async close() {
      await (await runtime?.catch(() => undefined))?.close();
    },
  };
  return context;
}

async function readSettings({ environment, flags }: ContextOptions): Promise<Settings> {
  const { readSettings: read } = await import('@tonearm/tools/runtime');
  const { backend, profile } = flags();
  return read(
    // A person at a terminal wants answers, not logs, unless they ask for them.
    { TONEARM_LOG_LEVEL: 'silent', ...environment },
    { ...(backend && { backend }), ...(profile !== undefined && { profile }) },
  );
}

async function startRuntime(context: Context): Promise<Runtime> {
  const settings = await context.settings();
  const { createRuntime } = await import('@tonearm/tools/runtime');
  const runtime = await createRuntime({
    settings,
    version: context.version,
    env: context.environment,
    createEmulator: async () => {
      const { createSpotifyEmulator } = await import('@tonearm/spotify-emulator');
      const { fetch } = createSpotifyEmulator();
      return { fetch, url: 'https://emulator.tonearm.invalid' };
    },
    ...(context.fetch && { fetch: context.fetch }),
  });
  if (settings.backendIsDefault) context.notify(describeDefault(settings));
  return runtime;
}

function describeDefault({ apiUrl }: Settings): string {
  const lines = [
    'Using the emulator, an invented Spotify: nothing here touches an account.',
    apiUrl === undefined && 'It ends with this command; to keep one running: tonearm emulator start',
    'For your own Spotify, set SPOTIFY_CLIENT_ID, then: tonearm login',
  ];
  return lines.filter(Boolean).join('\n');
}
