import { isIP } from 'node:net';
import { isToolError, selectTools, type Tool } from '@tonearm/tools';
import { readSettings, type Settings } from '@tonearm/tools/runtime';
import { type Flags, parseFlags, splitList, UsageError } from './flags.js';

/** Where the HTTP transport listens, and whom it answers. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** Names accepted in the Host header besides those of this machine. */
  readonly allowedHosts: readonly string[];
  /** Origins that browsers may call from, e.g. `https://example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Whether `host` can be reached from other machines. */
  readonly isRemote: boolean;
}

/** What a command line and an environment ask for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'serve';
      readonly settings: Settings;
      readonly tools: readonly Tool[];
      /** Absent: over stdio. */
      readonly http?: HttpConfig;
    };

const httpFlags = ['host', 'port', 'allow-remote', 'allow-host', 'allow-origin'] as const;
const loopbackHosts = ['127.0.0.1', '::1', 'localhost'];

/** Reads the command line and the environment. Throws a UsageError, UserInputError or SettingsError on what it cannot accept. */
export function readCommand(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Command {
  const flags = parseFlags(commandLine);
  if (flags.values.help === true) return { kind: 'help' };
  if (flags.values.version === true) return { kind: 'version' };
  const transport = readTransport(flags.positionals);
  const settings = readSettings(environment, settingsOverrides(flags.values));
  const tools = readTools(flags.values, settings);
  if (transport === 'http') return { kind: 'serve', settings, tools, http: readHttpConfig(flags.values) };
  const stray = httpFlags.find((name) => flags.values[name] !== undefined);
  if (stray !== undefined)
    throw new UsageError(`--${stray} belongs to the http transport: tonearm-mcp http --${stray} …`);
  return { kind: 'serve', settings, tools };
}

function readTransport(words: readonly string[]): 'stdio' | 'http' {
  const [transport = 'stdio', ...rest] = words;
  if (transport !== 'stdio' && transport !== 'http') {
    throw new UsageError(`unknown transport "${transport}". Known: stdio, http.`);
  }
  if (rest.length > 0) throw new UsageError(`unexpected "${rest.join(' ')}" after ${transport}.`);
  return transport;
}

function settingsOverrides({ backend }: Flags['values']): Partial<Settings> {
  if (backend === undefined) return {};
  if (backend !== 'emulator' && backend !== 'spotify') {
    throw new UsageError(`--backend must be emulator or spotify, not "${backend}".`);
  }
  return { backend };
}

function readTools(values: Flags['values'], settings: Settings): readonly Tool[] {
  const toolsets = splitList(values.toolsets) ?? settings.toolsets;
  const named = splitList(values.tools);
  const excludeTools = splitList(values['exclude-tools']);
  if (settings.toolsets) checkVariable(settings.toolsets);
  const tools = selectTools({
    ...(toolsets && { toolsets }),
    ...(named && { tools: named }),
    ...(excludeTools && { excludeTools }),
    readOnly: values['read-only'] === true || settings.readOnly,
  });
  if (tools.length === 0)
    throw new UsageError('no tool is left after --toolsets, --tools, --exclude-tools and --read-only.');
  return tools;
}

/** Names the variable when it is the one that is wrong: somebody may have set it long ago. */
function checkVariable(toolsets: readonly string[]): void {
  try {
    selectTools({ toolsets });
  } catch (error) {
    throw isToolError(error) ? new UsageError(`TONEARM_TOOLSETS: ${error.message} ${error.hint}`) : error;
  }
}

function readHttpConfig(values: Flags['values']): HttpConfig {
  const host = values.host ?? '127.0.0.1';
  const isRemote = !loopbackHosts.includes(host);
  if (isRemote && values['allow-remote'] !== true) {
    throw new UsageError(
      `--host ${host} can be reached from other machines; add --allow-remote if that is what you want.`,
    );
  }
  if (host !== 'localhost' && isIP(host) === 0)
    throw new UsageError(`--host must be an IP address or localhost, not "${host}".`);
  const port = Number(values.port ?? '3333');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
  }
  return {
    host,
    port,
    isRemote,
    allowedHosts: splitList(values['allow-host']) ?? [],
    allowedOrigins: readOrigins(splitList(values['allow-origin']) ?? []),
  };
}

function readOrigins(origins: readonly string[]): readonly string[] {
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new UsageError(`--allow-origin must hold origins such as https://example.com, not "${origin}".`);
    }
  }
  return origins;
}
