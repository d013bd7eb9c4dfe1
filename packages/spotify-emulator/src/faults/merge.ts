import { decides, type FaultRule, type Pretence } from './rule.js';

/** What the rules make of one request. */
export interface Fault {
  /** The rule that decides the answer. */
  readonly rule: FaultRule;
  /** How late the answer is, in milliseconds. */
  readonly delayMs: number;
  /** The moment, by the emulator's clock, when the deciding rule ends. */
  readonly endsAt: number | undefined;
  /** What the request is treated as. */
  readonly pretends: ReadonlySet<Pretence>;
  /** Whether a token, by its serial number, is one that the rules take for expired. */
  readonly expires: (serial: number) => boolean;
}

/** A rule that strikes. */
export interface Struck {
  readonly rule: FaultRule;
  readonly endsAt: number;
  /** The number of the next access token when the rule was added. */
  readonly serial: number;
}

/** Several rules as one: the first that says something about a field decides it; delays add up. `draw` gives chance, from 0 to 1. */
export function merge(struck: readonly Struck[], draw: () => number): Fault {
  const deciding = struck.find(({ rule }) => decides(rule));
  const expiring = struck.filter(({ rule }) => rule.pretend === 'expired-token').map(({ serial }) => serial);
  return {
    rule: Object.assign({}, ...struck.map(({ rule }) => rule).reverse(), deciding?.rule),
    delayMs: struck.reduce((sum, { rule }) => sum + delayOf(rule.delayMs ?? 0, draw), 0),
    endsAt: deciding && Number.isFinite(deciding.endsAt) ? deciding.endsAt : undefined,
    pretends: new Set(struck.flatMap(({ rule }) => rule.pretend ?? [])),
    expires: (serial) => expiring.some((first) => serial < first),
  };
}

/** One delay of a distribution, in milliseconds. */
function delayOf(delay: NonNullable<FaultRule['delayMs']>, draw: () => number): number {
  if (typeof delay === 'number') return delay;
  if ('minimumMs' in delay) return delay.minimumMs + draw() * (delay.maximumMs - delay.minimumMs);
  // Box–Muller: two even draws make a normal one, and its exponential is lognormal around the median.
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return delay.medianMs * Math.exp(delay.sigma * normal);
}
