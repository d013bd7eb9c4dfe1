import { z } from 'zod';
import { ToolError } from '../errors.js';
import { type MetricsPlace, parseMetricsPlace } from './metrics-address.js';
import { type SettingName, variables } from './settings-table.js';
import type { TokenStoreChoice } from './token-file.js';
import { type WarmName, warmNames } from './warm-names.js';

/** Everything that can be set, read and checked. */
export interface Settings {
  readonly backend: 'emulator' | 'spotify';
  /** Whether the emulator was taken because nothing names a Spotify app; say so to the person. */
  readonly backendIsDefault: boolean;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly redirectUri: string;
  readonly apiUrl?: string | undefined;
  readonly accountsUrl?: string | undefined;
  readonly appMode: 'auto' | 'development' | 'extended';
  readonly redisUrl?: string | undefined;
  /** How long an answer waits for Redis before it is had without it. */
  readonly redisWaitMs: number;
  /** What a server loads before anybody asks. */
  readonly warm: readonly WarmName[];
  readonly toolsets?: readonly string[] | undefined;
  readonly readOnly: boolean;
  /** Whether nothing that Spotify or its users wrote may reach a model. */
  readonly idsOnly: boolean;
  readonly httpToken?: string | undefined;
  readonly metricsAddress?: MetricsPlace | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly logFormat: 'json' | 'pretty';
  readonly profile: string;
  /** Where new sign-ins are kept. */
  readonly tokenStore: TokenStoreChoice;
}

/** Settings from elsewhere than the environment, such as flags; they go first. */
export type SettingsOverrides = { readonly [Key in keyof Settings]?: Settings[Key] | undefined };

/** A setting has a value that it cannot have; the message names the variable and what is allowed, never the value. */
export class SettingsError extends ToolError {
  readonly variable: string;

  constructor(variable: string, problem: string, hint: string) {
    super('settings', `${variable} ${problem}`, hint);
    this.variable = variable;
  }
}

const webAddress = z.url({ protocol: /^https?$/ });
const url = webAddress.transform((text) => text.replace(/\/+$/, ''));
const words = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(',').map((word) => word.trim())),
]);

/** Every field may come from the environment (text) or from a flag (its own type). */
const rules = {
  backend: z.enum(['emulator', 'spotify']).optional(),
  clientId: z.string().min(1).max(200).optional(),
  clientSecret: z.string().min(1).max(200).optional(),
  // Spotify compares it letter by letter with what is registered.
  redirectUri: webAddress.default('http://127.0.0.1/callback'),
  apiUrl: url.optional(),
  accountsUrl: url.optional(),
  appMode: z.enum(['auto', 'development', 'extended']).default('auto'),
  redisUrl: z.url({ protocol: /^rediss?$/ }).optional(),
  redisWaitMs: z.coerce.number().int().min(1).max(60_000).default(50),
  warm: words.pipe(z.array(z.enum(warmNames))).default([]),
  // Which toolsets there are is for whoever offers them to know.
  toolsets: words.pipe(z.array(z.string().regex(/^[a-z_]+$/)).min(1)).optional(),
  readOnly: z.union([z.boolean(), z.stringbool()]).default(false),
  idsOnly: z.union([z.boolean(), z.stringbool()]).default(false),
  httpToken: z.string().min(16).max(500).optional(),
  metricsAddress: z
    .string()
    .transform(parseMetricsPlace)
    .pipe(z.union([z.object({ port: z.number() }), z.object({ socketPath: z.string() })]))
    .optional(),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  logFormat: z.enum(['json', 'pretty']).default('json'),
  profile: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
    .default('default'),
  tokenStore: z.enum(['auto', 'keychain', 'file']).default('auto'),
} satisfies Record<SettingName, z.ZodType>;

/** The one schema of all settings. */
export const settingsSchema: z.ZodType<Settings> = z.object(rules).transform(({ backend, ...settings }) => ({
  ...settings,
  backend: backend ?? (settings.clientId === undefined ? ('emulator' as const) : ('spotify' as const)),
  backendIsDefault: backend === undefined && settings.clientId === undefined,
}));

/** Reads the settings from the environment; an empty variable counts as not set. Throws a SettingsError. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  overrides: SettingsOverrides = {},
): Settings {
  const raw: Record<string, unknown> = {};
  for (const [key, { name }] of Object.entries(variables)) {
    const given = overrides[key as SettingName] ?? (env[name] === '' ? undefined : env[name]);
    if (given !== undefined) raw[key] = given;
  }
  const result = settingsSchema.safeParse(raw);
  if (result.success) return result.data;
  const key = result.error.issues[0]?.path[0];
  const { name, allowed } = variables[isSetting(key) ? key : 'backend'];
  throw new SettingsError(name, 'has a value that it cannot have.', `Allowed: ${allowed}.`);
}

function isSetting(key: PropertyKey | undefined): key is SettingName {
  return key !== undefined && Object.hasOwn(variables, key);
}
