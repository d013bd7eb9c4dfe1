import { type AppAccess, nearest, type Tool } from '@tonearm/tools';
import { readSettings, type Settings, type SettingsOverrides } from '@tonearm/tools/runtime';
import { type FlagName, type Flags, parseFlags, UsageError } from './flags.js';
import { type HttpConfig, readHttpConfig, readPort } from './http-config.js';
import { chooseTools, chosenTools } from './tool-choice.js';

/** What every command but the simplest knows. */
interface Common {
  readonly settings: Settings;
  readonly tools: readonly Tool[];
}

/** Speaks MCP until the client or a signal ends it. */
export interface ServeCommand extends Common {
  readonly kind: 'serve';
  /** Those of the tools that are open to an app of this access. */
  readonly openTo: (access: AppAccess) => readonly Tool[];
  /** Absent: over stdio. */
  readonly http?: HttpConfig;
  /** Over stdio: whether all that was read before the end of input is worked off, however long it takes. */
  readonly answersAll: boolean;
}

/** Signs a person in. */
export interface AuthCommand extends Common {
  readonly kind: 'auth';
  /** Whether a browser on this machine can come back to us; otherwise the person pastes where it ended. */
  readonly usesBrowser: boolean;
  readonly timeoutMs: number;
}

/** Forgets a sign-in and everything kept for it. */
export interface LogoutCommand {
  readonly kind: 'logout';
  readonly settings: Settings;
}

/** Looks whether everything is as it must be. */
export interface DoctorCommand extends Common {
  readonly kind: 'doctor';
  readonly port: number;
  readonly asJson: boolean;
}

/** Prints what to tell a client. */
export interface ConfigCommand {
  readonly kind: 'config';
  /** Absent: all of them. */
  readonly client: string | undefined;
  /** The flags that the client is to start the server with. */
  readonly flags: readonly string[];
}

/** What a command line and an environment ask for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ServeCommand
  | AuthCommand
  | LogoutCommand
  | DoctorCommand
  | ConfigCommand;

const words = ['stdio', 'http', 'auth', 'logout', 'doctor', 'config'] as const;
type Word = (typeof words)[number];

/** Which command a flag belongs to; one that is not here belongs to all. */
const owners: { readonly [Name in FlagName]?: readonly Word[] } = {
  host: ['http'],
  port: ['http', 'doctor'],
  'allow-remote': ['http'],
  'allow-host': ['http'],
  'allow-origin': ['http'],
  'require-token': ['http'],
  'max-rate': ['http'],
  profiles: ['http'],
  sessions: ['http'],
  'answer-all': ['stdio'],
  'no-browser': ['auth'],
  timeout: ['auth'],
  json: ['doctor'],
};

/** Reads the command line and the environment. Throws a UsageError, UserInputError or SettingsError on what it cannot accept. */
export function readCommand(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Command {
  const { values, positionals } = parseFlags(commandLine);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const { word, client } = readWords(positionals);
  checkOwners(values, word);
  const isServer = word === 'stdio' || word === 'http';
  // A person at a terminal wants answers, not logs, unless they ask for them.
  const settings = readSettings(
    isServer ? environment : { TONEARM_LOG_LEVEL: 'silent', ...environment },
    settingsOverrides(values),
  );
  if (word === 'logout') return { kind: 'logout', settings };
  const common = { settings, tools: chooseTools(values, settings) };
  const openTo = (access: AppAccess): readonly Tool[] => chosenTools(values, settings, access);
  if (word === 'config')
    return { kind: 'config', client, flags: commandLine.filter((given) => given !== word && given !== client) };
  switch (word) {
    case 'http':
      return { kind: 'serve', ...common, openTo, http: readHttpConfig(values), answersAll: false };
    case 'stdio':
      return { kind: 'serve', ...common, openTo, answersAll: values['answer-all'] === true };
    case 'auth':
      return {
        kind: 'auth',
        ...common,
        usesBrowser: values['no-browser'] !== true,
        timeoutMs: readSeconds(values.timeout) * 1000,
      };
    case 'doctor':
      return { kind: 'doctor', ...common, port: readPort(values.port), asJson: values.json === true };
  }
}

function readWords([given = 'stdio', ...rest]: readonly string[]): { word: Word; client: string | undefined } {
  const word = words.find((each) => each === given);
  if (word === undefined) {
    const guess = nearest(given, words);
    throw new UsageError(
      `unknown command "${given}".${guess === undefined ? '' : ` Did you mean ${guess}?`} Known: ${words.join(', ')}.`,
    );
  }
  const [client, ...more] = word === 'config' ? rest : [undefined, ...rest];
  if (more.length > 0) throw new UsageError(`unexpected "${more.join(' ')}" after ${word}.`);
  return { word, client };
}

function checkOwners(values: Flags['values'], word: Word): void {
  for (const [name, owner] of Object.entries(owners)) {
    if (owner.includes(word) || values[name as FlagName] === undefined) continue;
    throw new UsageError(`--${name} belongs to ${owner.join(' and ')}: tonearm-mcp ${owner[0]} --${name} …`);
  }
}

function settingsOverrides({ backend, profile, 'ids-only': idsOnly }: Flags['values']): SettingsOverrides {
  if (backend !== undefined && backend !== 'emulator' && backend !== 'spotify') {
    throw new UsageError(`--backend must be emulator or spotify, not "${backend}".`);
  }
  return { backend, profile, ...(idsOnly === true && { idsOnly }) };
}

function readSeconds(text = '300'): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UsageError(`--timeout must be a number of seconds, at most 3600, not "${text}".`);
}
