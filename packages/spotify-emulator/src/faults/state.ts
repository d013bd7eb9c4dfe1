import type { FaultRule } from './rule.js';

/** A rule and what has become of it, as plain data. */
export interface FaultState {
  /** With a pattern in the form that JSON has for it. */
  readonly rule: FaultRule;
  /** When it ends, in milliseconds since 1970; null for one that does not. */
  readonly endsAt: number | null;
  /** How many access tokens there were before it. */
  readonly serial: number;
  readonly toSkip: number;
  /** How often it may still strike; null for as often as one likes. */
  readonly left: number | null;
  /** Whose devices it has put to sleep. */
  readonly slept: readonly string[];
}

/** All rules as plain data. */
export interface FaultsState {
  /** How often chance was asked. */
  readonly draws: number;
  readonly rules: readonly FaultState[];
}
