import { posix } from 'node:path';

/** One import statement, or one dynamic import. */
export interface Import {
  readonly specifier: string;
  /** Erased from the built file, so that nothing is loaded. */
  readonly isTypeOnly: boolean;
}

interface Rule {
  readonly files: RegExp;
  readonly exceptFiles?: RegExp;
  readonly deny: RegExp;
  readonly allowsTypes?: boolean;
  readonly because: string;
}

/**
 * The arrows inside packages, which `turbo boundaries` cannot see, and those that need no dependency to be broken.
 * Relative imports are matched by the path that they lead to.
 */
const RULES: readonly Rule[] = [
  {
    files: /^packages\/(cache|resilience|metrics)\/src\//,
    deny: /^@tonearm\//,
    because: 'a generic package imports nothing of ours: it emits events, and the runtime subscribes',
  },
  {
    files: /^packages\/spotify-client\/src\//,
    deny: /^@tonearm\//,
    because: 'the client imports nothing of ours',
  },
  {
    files: /^packages\/spotify-client\/src\//,
    exceptFiles: /^packages\/spotify-client\/src\/auth\/node\//,
    deny: /^node:|^packages\/spotify-client\/src\/auth\/node\//,
    because: 'the client runs wherever there is a fetch; what needs Node is an entry of its own',
  },
  {
    files: /^packages\/spotify-emulator\/src\//,
    deny: /^@tonearm\//,
    because: 'the emulator is the second book: a route that is wrong in the client must not be wrong here too',
  },
  {
    files: /^packages\/tools\/src\//,
    exceptFiles: /^packages\/tools\/src\/runtime\//,
    deny: /^(packages\/tools\/src\/runtime\/|@tonearm\/(tools\/runtime|cache|resilience|metrics)$)/,
    because: 'a definition says what is worth doing; how it is done reaches it through its context',
  },
  {
    files: /^packages\/tools\/src\//,
    exceptFiles: /^packages\/tools\/src\/runtime\//,
    deny: /^@tonearm\/spotify-client$/,
    allowsTypes: true,
    because: 'a definition gets a ready client in its context and needs only its types',
  },
  {
    files: /^packages\/tools\/src\/runtime\//,
    deny: /^packages\/tools\/src\/(tools|prompts|resources)\/|^packages\/tools\/src\/(index|tool|toolsets)\.[jt]s$/,
    because: 'the runtime carries out calls and does not know what they are for; only the apps bring the two together',
  },
  {
    files: /./,
    exceptFiles: /^(apps\/mcp-server|tests|benchmarks)\//,
    deny: /^@modelcontextprotocol\//,
    because: 'only the MCP server speaks MCP',
  },
];

const STATEMENT = /\b(?:import|export)\s+(type\s+)?(?:[\w$*{}\s,]+?\s+from\s+)?(['"])([^'"\n]+)\2/g;
const DYNAMIC = /\b(?:import|require)\(\s*(['"])([^'"\n]+)\1/g;

/** Finds what a TypeScript file imports. */
export function readImports(source: string): readonly Import[] {
  const statements = [...source.matchAll(STATEMENT)].map(([, type, , specifier = '']) => ({
    specifier,
    isTypeOnly: type !== undefined,
  }));
  const dynamic = [...source.matchAll(DYNAMIC)].map(([, , specifier = '']) => ({ specifier, isTypeOnly: false }));
  return [...statements, ...dynamic];
}

/** Says which imports of a file break a rule, and why the rule is there. */
export function checkImports(file: string, source: string): readonly string[] {
  const rules = RULES.filter((rule) => rule.files.test(file) && !rule.exceptFiles?.test(file));
  return readImports(source).flatMap(({ specifier, isTypeOnly }) => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
    return rules
      .filter((rule) => rule.deny.test(target) && !(rule.allowsTypes && isTypeOnly))
      .map((rule) => `${file} imports ${specifier}: ${rule.because}`);
  });
}
