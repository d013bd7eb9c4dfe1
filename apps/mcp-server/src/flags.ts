import { parseArgs } from 'node:util';
import { nearest } from '@tonearm/tools';

const flagKinds = {
  backend: { type: 'string' },
  toolsets: { type: 'string' },
  tools: { type: 'string' },
  'exclude-tools': { type: 'string' },
  'read-only': { type: 'boolean' },
  'ids-only': { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  'allow-remote': { type: 'boolean' },
  'allow-host': { type: 'string' },
  'allow-origin': { type: 'string' },
  'require-token': { type: 'boolean' },
  'max-rate': { type: 'string' },
  profiles: { type: 'string' },
  sessions: { type: 'boolean' },
  'answer-all': { type: 'boolean' },
  profile: { type: 'string' },
  'no-browser': { type: 'boolean' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof flagKinds;

/** The flags that were given, and the words between them. */
export interface Flags {
  readonly values: {
    readonly [Name in FlagName]?: (typeof flagKinds)[Name]['type'] extends 'boolean' ? boolean : string;
  };
  readonly positionals: readonly string[];
}

/** A command line that cannot be understood; the message is all that the user needs to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the flags. Throws a UsageError that names the flag, and the nearest one that exists. */
export function parseFlags(commandLine: readonly string[]): Flags {
  const { tokens } = parseArgs({
    args: [...commandLine],
    options: flagKinds,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') checkFlag(token);
  }
  return parseArgs({ args: [...commandLine], options: flagKinds, allowPositionals: true });
}

/** The names in a comma-separated value; undefined when the flag is absent. */
export function splitList(value: string | undefined): readonly string[] | undefined {
  return value
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function checkFlag({ name, rawName, value }: { name: string; rawName: string; value: string | undefined }): void {
  if (!isFlagName(name)) {
    const guess = nearest(name, Object.keys(flagKinds));
    throw new UsageError(`unknown option ${rawName}.${guess === undefined ? '' : ` Did you mean --${guess}?`}`);
  }
  if (flagKinds[name].type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
  } else if (value === undefined || value === '' || value.startsWith('--')) {
    throw new UsageError(`${rawName} needs a value.`);
  }
}

function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(flagKinds, name);
}
