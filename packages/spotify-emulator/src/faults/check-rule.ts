import { bodyKinds, type FaultRule, pretences } from './rule.js';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const flag: Check = (value) => typeof value === 'boolean';
const amount: Check = (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value);
const whole: Check = (value) => amount(value) && Number.isInteger(value);
const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);

/** What each field has to be, and how that is said. */
const checks: { readonly [Name in keyof Required<FaultRule>]: readonly [Check, string] } = {
  operation: [text, 'a text'],
  method: [text, 'a text'],
  path: [(value) => text(value) || value instanceof RegExp, 'a path or a pattern'],
  user: [text, 'the id of a user'],
  skip: [whole, 'a whole number, 0 or more'],
  times: [(value) => whole(value) && value !== 0, 'a whole number, 1 or more'],
  probability: [(value) => amount(value) && Number(value) <= 1, 'a number from 0 to 1'],
  forMs: [amount, 'a number of milliseconds, 0 or more'],
  status: [(value) => whole(value) && Number(value) >= 200 && Number(value) <= 599, 'a whole number from 200 to 599'],
  reason: [text, 'a text'],
  message: [(value) => typeof value === 'string', 'a text'],
  retryAfterSeconds: [amount, 'a number of seconds, 0 or more'],
  body: [oneOf(bodyKinds), `one of: ${bodyKinds.join(', ')}`],
  delayMs: [isDelay, 'a number of milliseconds, { minimumMs, maximumMs } or { medianMs, sigma }'],
  dripMs: [amount, 'a number of milliseconds, 0 or more'],
  hang: [flag, 'true or false'],
  networkError: [flag, 'true or false'],
  reset: [oneOf(['before', 'after']), 'one of: before, after'],
  pretend: [oneOf(pretences), `one of: ${pretences.join(', ')}`],
  staleMs: [amount, 'a number of milliseconds, 0 or more'],
};

/** Checks that something is a rule, so that a typing error is no silent success; throws a `RangeError` that names the field. */
export function checkFaultRule(fields: object, operations: ReadonlySet<string>): FaultRule {
  const rule: FaultRule = fields;
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(checks, name)) {
      throw new RangeError(`A fault has no '${name}'. It has: ${Object.keys(checks).join(', ')}.`);
    }
    const [check, wanted] = checks[name as keyof FaultRule];
    if (value !== undefined && !check(value)) throw new RangeError(`The '${name}' of a fault is ${wanted}.`);
  }
  if (rule.operation !== undefined && !operations.has(rule.operation)) {
    throw new RangeError(
      `There is no operation '${rule.operation}'. The names are Spotify's own, such as 'get-an-album'.`,
    );
  }
  return rule;
}

function isDelay(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return amount(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const has = (...names: string[]): boolean =>
    Object.keys(fields).length === names.length && names.every((name) => amount(fields[name]));
  return (
    (has('minimumMs', 'maximumMs') && Number(fields.minimumMs) <= Number(fields.maximumMs)) || has('medianMs', 'sigma')
  );
}
