/** How old a value may be for whom; every duration begins when the value was loaded or stopped being fresh. */
export interface Freshness {
  readonly freshForMs: number;
  readonly staleForMs?: number | undefined;
  readonly graceMs?: number | undefined;
}

/** What an age is good for: an answer, an answer and a refresh behind it, an answer when the load fails, or nothing. */
export type Age = 'fresh' | 'stale' | 'grace' | 'dead';

/** Judges an age by the rule of whoever reads, within what the load allowed and the hard maximum. */
export function judge(
  ageMs: number,
  rule: Freshness,
  maxAgeMs: number,
  { bound, share = 1 }: { readonly bound?: Freshness | undefined; readonly share?: number } = {},
): Age {
  if (ageMs >= maxAgeMs) return 'dead';
  const freshForMs = Math.min(rule.freshForMs, bound?.freshForMs ?? Number.POSITIVE_INFINITY) * share;
  if (ageMs < freshForMs) return 'fresh';
  if (ageMs < freshForMs + least(rule.staleForMs, bound?.staleForMs)) return 'stale';
  return ageMs < freshForMs + least(rule.graceMs, bound?.graceMs) ? 'grace' : 'dead';
}

/** The stricter of two rules. */
export function stricter(one: Freshness | undefined, other: Freshness | undefined): Freshness | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    freshForMs: Math.min(one.freshForMs, other.freshForMs),
    staleForMs: strictest(one.staleForMs, other.staleForMs),
    graceMs: strictest(one.graceMs, other.graceMs),
  };
}

/** What the reader allows; a load that said nothing about it allows everything. */
function least(allowed: number | undefined, bound: number | undefined): number {
  return Math.min(allowed ?? 0, bound ?? Number.POSITIVE_INFINITY);
}

function strictest(one: number | undefined, other: number | undefined): number {
  return Math.min(one ?? Number.POSITIVE_INFINITY, other ?? Number.POSITIVE_INFINITY);
}
