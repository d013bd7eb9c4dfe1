import { bucketOf } from '../limits/buckets.js';
import type { JournalEntry } from './journal.js';

/** The names of what an audit looks for. */
export const auditRules = [
  'ignored-retry-after',
  'polled-too-often',
  'used-a-closed-route',
  'sent-a-refused-limit',
  'kept-a-refused-token',
  'repeated-an-unanswered-write',
] as const;

/** Something that a client does and Spotify would rather it did not. */
export interface AuditFinding {
  readonly rule: (typeof auditRules)[number];
  /** What happened, and what to do instead. */
  readonly message: string;
  /** The request that gave it away. */
  readonly entry: JournalEntry;
}

/** What an audit has to know about operations. */
export interface AuditFacts {
  /** The path of an operation, as it is described. */
  templateOf(operation: string): string | undefined;
  /** Whether the app's mode still has an operation. */
  isOpen(operation: string): boolean;
}

const quickMs = 1_000;
const oftenEnough = 5;
const oftenRefused = 3;

type Rule = (entries: readonly JournalEntry[], facts: AuditFacts) => readonly AuditFinding[];

/** Tells what a client did wrong, in the order in which it did. */
export function audit(entries: readonly JournalEntry[], facts: AuditFacts): readonly AuditFinding[] {
  const requests = entries.filter(({ path }) => path.startsWith('/v1/'));
  return rules.flatMap((rule) => rule(requests, facts)).sort((one, other) => one.entry.at - other.entry.at);
}

const rules: readonly Rule[] = [
  (entries, facts) => {
    const findings: AuditFinding[] = [];
    const until = new Map<string, number>();
    for (const entry of entries) {
      const bucket = bucketName(entry, facts);
      const waits = ['everything', bucket, `${entry.operation} by ${entry.user}`].map((what) => until.get(what) ?? 0);
      const end = Math.max(...waits);
      if (entry.at < end) {
        const seconds = Math.ceil((end - entry.at) / 1000);
        findings.push({
          rule: 'ignored-retry-after',
          message: `${name(entry)} came ${seconds} s before the end of the wait that Retry-After had asked for. Wait, once for everybody.`,
          entry,
        });
      }
      if (entry.status !== 429 || entry.retryAfterSeconds === undefined) continue;
      const isQuota = entry.limited === 'quota' || entry.fault?.reason === 'QUOTA_EXCEEDED';
      const what = entry.limited === 'plays' ? `${entry.operation} by ${entry.user}` : isQuota ? bucket : 'everything';
      until.set(what, entry.at + entry.retryAfterSeconds * 1000);
    }
    return findings;
  },
  (entries) =>
    quickRuns(entries)
      .filter((run) => run.length >= oftenEnough)
      .flatMap((run) => last(run))
      .map((entry) => ({
        rule: 'polled-too-often' as const,
        message: `${name(entry)} was asked ${oftenEnough} times or more with less than a second between. Ask less often, or keep the answer.`,
        entry,
      })),
  (entries, facts) =>
    entries
      .filter(({ operation }) => operation !== undefined && !facts.isOpen(operation))
      .map((entry) => ({
        rule: 'used-a-closed-route' as const,
        message: `${name(entry)} is closed to apps of this mode. Use what took its place.`,
        entry,
      })),
  (entries) =>
    entries
      .filter(({ status, message }) => status === 400 && message === 'Invalid limit')
      .map((entry) => ({
        rule: 'sent-a-refused-limit' as const,
        message: `${name(entry)} asked for ${entry.query.limit} at once, which Spotify refuses.`,
        entry,
      })),
  (entries) =>
    refusedRuns(entries)
      .filter((run) => run.length >= oftenRefused)
      .flatMap((run) => last(run))
      .map((entry) => ({
        rule: 'kept-a-refused-token' as const,
        message: `${oftenRefused} requests or more in a row had a token that was refused. Refresh it once, or ask for consent.`,
        entry,
      })),
  (entries) =>
    entries.flatMap((entry, place) => {
      const before = entries[place - 1];
      const isRepeated =
        entry.method === 'POST' &&
        before?.status === 0 &&
        before.method === 'POST' &&
        before.path === entry.path &&
        JSON.stringify([before.query, before.body]) === JSON.stringify([entry.query, entry.body]);
      if (!isRepeated) return [];
      return [
        {
          rule: 'repeated-an-unanswered-write' as const,
          message: `${name(entry)} was sent again though the first may have been carried out. Look first, then repeat.`,
          entry,
        },
      ];
    }),
];

function bucketName({ operation }: JournalEntry, { templateOf }: AuditFacts): string {
  const template = operation === undefined ? undefined : templateOf(operation);
  return template === undefined ? 'nothing' : bucketOf(template);
}

/** Requests in a row that were refused for their token. */
function refusedRuns(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const found: JournalEntry[][] = [[]];
  for (const entry of entries) {
    if (entry.status === 401) found.at(-1)?.push(entry);
    else found.push([]);
  }
  return found;
}

/** Reads of the same with less than a second between, whatever else is read meanwhile; a write is a reason to look again. */
function quickRuns(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const found: JournalEntry[][] = [];
  const latest = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    if (entry.method !== 'GET') {
      latest.clear();
      continue;
    }
    const asked = `${entry.user} ${entry.path} ${JSON.stringify(entry.query)}`;
    const run = latest.get(asked);
    if (run && entry.at - (run.at(-1) ?? entry).at < quickMs) run.push(entry);
    else {
      const begun = [entry];
      found.push(begun);
      latest.set(asked, begun);
    }
  }
  return found;
}

function last<T>(values: readonly T[]): readonly T[] {
  return values.slice(-1);
}

function name({ method, path }: JournalEntry): string {
  return `${method} ${path}`;
}
