import type { Clock } from '../clock.js';
import { createRandom, type Random } from '../world/random.js';
import { checkFaultRule } from './check-rule.js';
import { type FaultPreset, faultPresets, isFaultPreset } from './presets.js';
import { decides, type FaultRule, type FaultTarget, matches, type Pretence } from './rule.js';

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

/** The rules for things going wrong. */
export interface Faults {
  /** Adds a rule and answers how to remove it. A rule that makes no sense is a `RangeError`. */
  add(rule: FaultRule): () => void;
  /** Adds the rules of a preset and answers how to remove them. */
  preset(name: FaultPreset): () => void;
  /** The rules that still have an effect. */
  list(): readonly FaultRule[];
  clear(): void;
  /** Whether any rule may answer a read as it was. */
  looksBack(): boolean;
  /** What the rules make of a request; that uses up one of their times. `once` stands before them, for this request only. */
  take(target: FaultTarget, once?: readonly FaultRule[]): Fault | undefined;
}

/** What rules are judged by. */
export interface FaultsOptions {
  readonly operations: ReadonlySet<string>;
  readonly clock: Clock;
  readonly seed: number;
  /** The number of the next access token. */
  readonly nextSerial: () => number;
}

interface Kept {
  readonly rule: FaultRule;
  readonly endsAt: number;
  readonly serial: number;
  toSkip: number;
  left: number;
  /** Whose devices this rule has put to sleep. */
  readonly slept: Set<string>;
}

/** Makes an empty list of rules. */
export function createFaults({ operations, clock, seed, nextSerial }: FaultsOptions): Faults {
  let rules: Kept[] = [];
  let random: Random = createRandom(seed, 'faults');
  const keep = (rule: FaultRule, isOnce = false): Kept => ({
    rule,
    endsAt: rule.forMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + rule.forMs,
    serial: isOnce ? Number.POSITIVE_INFINITY : nextSerial(),
    toSkip: rule.skip ?? 0,
    left: rule.times ?? Number.POSITIVE_INFINITY,
    slept: new Set(),
  });
  const addAll = (added: readonly FaultRule[]): (() => void) => {
    const kept = added.map((rule) => keep(checkFaultRule(rule, operations)));
    rules.push(...kept);
    return () => {
      rules = rules.filter((each) => !kept.includes(each));
    };
  };
  const isAlive = ({ left, endsAt }: Kept): boolean => left > 0 && endsAt > clock.now();
  /** Whether a rule strikes now; that uses up one of its times. */
  const strikes = (kept: Kept, target: FaultTarget, isDecided: boolean): boolean => {
    const { rule } = kept;
    if (!isAlive(kept) || !matches(rule, target) || (isDecided && decides(rule))) return false;
    // Each user's devices fall asleep once: whoever wakes one afterwards has found the way out.
    if (rule.pretend === 'no-device' && (target.user === undefined || kept.slept.has(target.user))) return false;
    if (kept.toSkip > 0) {
      kept.toSkip -= 1;
      return false;
    }
    if (rule.probability !== undefined && random.next() >= rule.probability) return false;
    kept.left -= 1;
    if (target.user !== undefined) kept.slept.add(target.user);
    return true;
  };
  return {
    add: (rule) => addAll([rule]),
    preset: (name) => {
      if (!isFaultPreset(name)) {
        throw new RangeError(`There is no preset '${name}'. There are: ${Object.keys(faultPresets).join(', ')}.`);
      }
      return addAll(faultPresets[name]);
    },
    list: () => rules.filter(isAlive).map(({ rule }) => rule),
    clear: () => {
      rules = [];
      random = createRandom(seed, 'faults');
    },
    looksBack: () => rules.some((kept) => isAlive(kept) && kept.rule.staleMs !== undefined),
    take: (target, once = []) => {
      if (rules.length === 0 && once.length === 0) return undefined;
      const struck: Kept[] = [];
      for (const kept of [...once.map((rule) => keep(rule, true)), ...rules]) {
        const isDecided = struck.some(({ rule }) => decides(rule));
        if (strikes(kept, target, isDecided)) struck.push(kept);
      }
      rules = rules.filter(isAlive);
      return struck.length === 0 ? undefined : merge(struck, random);
    },
  };
}

/** Several rules as one: the first that says something about a field decides it; delays add up. */
function merge(struck: readonly Kept[], random: Random): Fault {
  const deciding = struck.find(({ rule }) => decides(rule));
  const expiring = struck.filter(({ rule }) => rule.pretend === 'expired-token').map(({ serial }) => serial);
  return {
    rule: Object.assign({}, ...struck.map(({ rule }) => rule).reverse(), deciding?.rule),
    delayMs: struck.reduce((sum, { rule }) => sum + draw(rule.delayMs ?? 0, random), 0),
    endsAt: deciding && Number.isFinite(deciding.endsAt) ? deciding.endsAt : undefined,
    pretends: new Set(struck.flatMap(({ rule }) => rule.pretend ?? [])),
    expires: (serial) => expiring.some((first) => serial < first),
  };
}

/** One delay of a distribution, in milliseconds. */
function draw(delay: NonNullable<FaultRule['delayMs']>, random: Random): number {
  if (typeof delay === 'number') return delay;
  if ('minimumMs' in delay) return delay.minimumMs + random.next() * (delay.maximumMs - delay.minimumMs);
  // Box–Muller: two even draws make a normal one, and its exponential is lognormal around the median.
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return delay.medianMs * Math.exp(delay.sigma * normal);
}
