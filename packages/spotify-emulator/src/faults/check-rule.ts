import { checkAgainst } from '../schema/check.js';
import { type FaultRule, faultReasons, statusOf } from './rule.js';
import { faultRuleSchema } from './rule-schema.js';

/** Checks that something is a rule, so that a typing error is no silent success; throws a `RangeError` that names the field. */
export function checkFaultRule(fields: object, operations: ReadonlySet<string>): FaultRule {
  const rule: FaultRule = fields;
  checkAgainst(faultRuleSchema, writableRule(rule), 'a fault');
  if (rule.operation !== undefined && !operations.has(rule.operation)) {
    throw new RangeError(
      `There is no operation '${rule.operation}'. The names are Spotify's own, such as 'get-an-album'.`,
    );
  }
  if (rule.reason !== undefined && statusOf(rule) === undefined) {
    throw new RangeError(
      `The 'reason' of a fault is none of Spotify's, so it needs a 'status'. Without one go: ${faultReasons.join(', ')}.`,
    );
  }
  const { delayMs } = rule;
  if (typeof delayMs === 'object' && 'minimumMs' in delayMs && delayMs.minimumMs > delayMs.maximumMs) {
    throw new RangeError("The minimumMs of the 'delayMs' of a fault is above its maximumMs.");
  }
  return withPattern(rule);
}

/** A rule as it can be written in JSON and read again. */
export function writableRule<T extends Pick<FaultRule, 'path'>>(rule: T): T {
  const { path } = rule;
  if (!(path instanceof RegExp)) return rule;
  return { ...rule, path: { pattern: path.source, ...(path.flags === '' ? {} : { flags: path.flags }) } };
}

function withPattern(rule: FaultRule): FaultRule {
  const { path } = rule;
  if (typeof path !== 'object' || path instanceof RegExp) return rule;
  try {
    return { ...rule, path: new RegExp(path.pattern, path.flags) };
  } catch (error) {
    throw new RangeError(`The 'path' of a fault is no pattern: ${error instanceof Error ? error.message : error}.`);
  }
}
