/** How a client starts the server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A server that runs already, as a client reaches it over HTTP. */
export interface Remote {
  readonly url: string;
  readonly token: string;
}

/** The name of the server in the settings of every client. */
export const name = 'tonearm';

/** The entry of the server as most clients write it, without an empty `env`. */
export function entry({ command, args, env }: Launch): object {
  return { command, args, ...(hasAny(env) && { env }) };
}

/** The header that carries the token. */
export function headers({ token }: Remote): { readonly Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

/** Writes the settings of a client as JSON: its servers are below `key`. */
export function json<Given>(key: string, entryOf: (given: Given) => object): (given: Given) => string {
  return (given) =>
    JSON.stringify({ [key]: { [name]: entryOf(given) } }, undefined, 2)
      // Lists on one line, as people write them.
      .replaceAll(
        /\[\s+((?:"(?:[^"\\]|\\.)*",?\s+)+)\]/g,
        (_list, words: string) => `[${words.trim().replaceAll(/",\s+"/g, '", "')}]`,
      );
}

/** A command line of a shell that reads nothing into its words. */
export function commandLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Each variable as `flag NAME=value`, for command lines. */
export function variableFlags(flag: string, env: Launch['env']): readonly string[] {
  return Object.entries(env).flatMap(([variable, value]) => [flag, `${variable}=${value}`]);
}

/** Tables of TOML, one below the other; a string of JSON is a string of TOML too. */
export function toml(tables: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>): string {
  return Object.entries(tables)
    .filter(([, values]) => hasAny(values))
    .map(([table, values]) => [`[${table}]`, ...pairs(values).map((pair) => pair.join(' = '))].join('\n'))
    .join('\n\n');
}

/** One mapping of YAML that stands `depth` steps to the right; JSON is YAML too. */
export function yaml(values: Readonly<Record<string, string | boolean | object>>, depth: number): string {
  return pairs(values)
    .map((pair) => `${'  '.repeat(depth)}${pair.join(': ')}`)
    .join('\n');
}

function pairs(values: object): readonly (readonly [string, string])[] {
  return Object.entries(values).map(([key, value]) => [key, literal(value)]);
}

/** A value on one line, as JSON with room between its parts. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`)
    .join(', ')} }`;
}

function hasAny(values: object): boolean {
  return Object.keys(values).length > 0;
}
