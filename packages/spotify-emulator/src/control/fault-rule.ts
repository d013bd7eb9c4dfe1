import type { FaultRule } from '../faults/faults.js';
import { badRequest } from '../http/problem.js';

const kinds: Readonly<Record<keyof FaultRule, 'string' | 'number' | 'boolean'>> = {
  operation: 'string',
  method: 'string',
  path: 'string',
  times: 'number',
  status: 'number',
  reason: 'string',
  message: 'string',
  retryAfterSeconds: 'number',
  body: 'string',
  delayMs: 'number',
  networkError: 'boolean',
};
const bodies = ['empty', 'html', 'text', 'truncated'];

/** Reads a fault rule that came over HTTP. */
export function readFaultRule(fields: Readonly<Record<string, unknown>>): FaultRule {
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(kinds, name))
      throw badRequest(`A fault has no '${name}'. It has: ${Object.keys(kinds).join(', ')}`);
    const kind = kinds[name as keyof FaultRule];
    if (typeof value !== kind) throw badRequest(`The '${name}' of a fault is a ${kind}`);
  }
  const rule: FaultRule = fields;
  if (rule.body !== undefined && !bodies.includes(rule.body))
    throw badRequest(`The 'body' of a fault is one of: ${bodies.join(', ')}`);
  const { status } = rule;
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw badRequest("The 'status' of a fault is a whole number from 200 to 599");
  }
  return rule;
}
