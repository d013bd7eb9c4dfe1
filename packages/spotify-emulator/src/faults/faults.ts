/** What to do to matching requests. */
export interface FaultRule {
  /** Spotify's name of an operation, `get-an-album`; also `authorize` and `token`. */
  readonly operation?: string;
  readonly method?: string;
  /** A pattern, or a path as it is sent, with or without /v1, or as it is described: `/albums/{id}`. */
  readonly path?: RegExp | string;
  /** How often; without it, until the rule is removed. */
  readonly times?: number;
  /** Answer this status and do not carry out the request. */
  readonly status?: number;
  /** The `reason` of the error body. */
  readonly reason?: string;
  /** The message of the error body; the usual one of the status when left out. */
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  /** What the body is instead of what it should be. */
  readonly body?: 'empty' | 'html' | 'text' | 'truncated';
  /** Answer late. */
  readonly delayMs?: number;
  /** Do not answer at all: the connection is cut before the request is carried out. */
  readonly networkError?: boolean;
}

/** A request as the rules see it. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** The path as it is described, with placeholders. */
  readonly template: string | undefined;
  readonly operation: string | undefined;
}

/** The rules for things going wrong. */
export interface Faults {
  /** Adds a rule and answers how to remove it. */
  add(rule: FaultRule): () => void;
  /** The rules that still have an effect. */
  list(): readonly FaultRule[];
  clear(): void;
  /** The first rule that matches; that uses up one of its times. */
  take(target: FaultTarget): FaultRule | undefined;
}

/** Makes an empty list of rules. Names of operations are checked, so that a typing error is no silent success. */
export function createFaults(operations: ReadonlySet<string>): Faults {
  let rules: { readonly rule: FaultRule; left: number }[] = [];
  return {
    add: (rule) => {
      if (rule.operation !== undefined && !operations.has(rule.operation)) {
        throw new RangeError(
          `There is no operation '${rule.operation}'. The names are Spotify's own, such as 'get-an-album'.`,
        );
      }
      const kept = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.push(kept);
      return () => {
        rules = rules.filter((each) => each !== kept);
      };
    },
    list: () => rules.map(({ rule }) => rule),
    clear: () => {
      rules = [];
    },
    take: (target) => {
      const kept = rules.find(({ rule, left }) => left > 0 && matches(rule, target));
      if (!kept) return undefined;
      kept.left -= 1;
      if (kept.left <= 0) rules = rules.filter((each) => each !== kept);
      return kept.rule;
    },
  };
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.operation !== undefined && rule.operation !== target.operation) return false;
  if (rule.method !== undefined && rule.method.toUpperCase() !== target.method) return false;
  if (rule.path === undefined) return true;
  if (typeof rule.path !== 'string') return target.path.search(rule.path) >= 0;
  const wanted = withoutVersion(rule.path);
  return wanted === withoutVersion(target.path) || wanted === target.template;
}

function withoutVersion(path: string): string {
  return path.startsWith('/v1/') ? path.slice(3) : path;
}
