import type { Clock } from '../clock.js';
import { createRandom } from '../world/random.js';
import { checkFaultRule, writableRule } from './check-rule.js';
import { type Fault, merge } from './merge.js';
import { type FaultPreset, faultPresets, isFaultPreset } from './presets.js';
import { decides, type FaultRule, type FaultTarget, matches } from './rule.js';
import type { FaultsState } from './state.js';

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
  /** The rules and all that decides when they strike. */
  capture(): FaultsState;
  restore(state: FaultsState): void;
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
  let draws = 0;
  // Each draw has a stream of its own, so that restored rules go on as they would have.
  const draw = (): number => {
    draws += 1;
    return createRandom(seed, 'faults', draws).next();
  };
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
    if (rule.probability !== undefined && draw() >= rule.probability) return false;
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
      draws = 0;
    },
    looksBack: () => rules.some((kept) => isAlive(kept) && kept.rule.staleMs !== undefined),
    capture: () => ({
      draws,
      rules: rules.filter(isAlive).map(({ rule, endsAt, serial, toSkip, left, slept }) => ({
        rule: writableRule(rule),
        ...{ serial, toSkip, slept: [...slept] },
        endsAt: finite(endsAt),
        left: finite(left),
      })),
    }),
    restore: (state) => {
      const { POSITIVE_INFINITY: never } = Number;
      rules = state.rules.map(({ rule, endsAt, left, slept, ...kept }) => ({
        ...kept,
        rule: checkFaultRule(rule, operations),
        endsAt: endsAt ?? never,
        left: left ?? never,
        slept: new Set(slept),
      }));
      draws = state.draws;
    },
    take: (target, once = []) => {
      if (rules.length === 0 && once.length === 0) return undefined;
      const struck: Kept[] = [];
      for (const kept of [...once.map((rule) => keep(rule, true)), ...rules]) {
        const isDecided = struck.some(({ rule }) => decides(rule));
        if (strikes(kept, target, isDecided)) struck.push(kept);
      }
      rules = rules.filter(isAlive);
      return struck.length === 0 ? undefined : merge(struck, draw);
    },
  };
}

/** Infinity has no form in JSON. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
