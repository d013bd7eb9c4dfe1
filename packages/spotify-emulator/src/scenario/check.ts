import { writableRule } from '../faults/check-rule.js';
import { checkAgainst } from '../schema/check.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './schema.js';

/** Checks that something is a scenario; throws a `RangeError` that names the place of what makes no sense. */
export function checkScenario(value: unknown): Scenario {
  checkAgainst(scenarioSchema, inJson(value), 'the scenario');
  return value as Scenario;
}

/** Rules in a module may have patterns, which have another form in JSON. */
function inJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('faults' in value) || !Array.isArray(value.faults)) return value;
  const faults = value.faults.map((rule: unknown) =>
    typeof rule === 'object' && rule !== null ? writableRule(rule) : rule,
  );
  return { ...value, faults };
}
