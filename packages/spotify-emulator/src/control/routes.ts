import type { Clock } from '../clock.js';
import type { Faults } from '../faults/faults.js';
import { faultPresets, isFaultPreset } from '../faults/presets.js';
import type { FaultRule } from '../faults/rule.js';
import { badRequest, forbidden, notFound, Problem } from '../http/problem.js';
import { empty, type IncomingRequest, json, type Reply } from '../http/reply.js';
import type { Journal } from '../journal.js';
import type { Limits } from '../limits/limits.js';
import type { TokenReply } from '../oauth/token-store.js';
import type { World } from '../world/world.js';
import { mayControl } from './guard.js';
import { describeWorld } from './state.js';

/** What the controls control. */
export interface Controlled {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly journal: Journal;
  grant(options: { readonly user?: string; readonly scopes?: readonly string[] }): TokenReply;
  reset(): void;
}

type Control = (emulator: Controlled, fields: Readonly<Record<string, unknown>>) => Reply;

const controls: Readonly<Record<string, Control>> = {
  'GET /__emulator/state': (emulator) => json(describeWorld(emulator.world, emulator.clock)),
  'GET /__emulator/journal': ({ journal }) => json({ entries: journal.entries() }),
  'DELETE /__emulator/journal': ({ journal }) => done(() => journal.clear()),
  'POST /__emulator/reset': (emulator) => done(() => emulator.reset()),
  'GET /__emulator/faults': ({ faults }) => json({ faults: faults.list().map(writableRule) }),
  'POST /__emulator/faults': ({ faults }, fields) => done(() => addFault(faults, fields), 201),
  'DELETE /__emulator/faults': ({ faults }) => done(() => faults.clear()),
  'GET /__emulator/limits': ({ limits }) => json({ limits: limits.options(), usage: limits.usage() }),
  'PUT /__emulator/limits': ({ limits }, fields) => done(() => limits.set(fields)),
  'DELETE /__emulator/limits': ({ limits }) => done(() => limits.clear()),
  'POST /__emulator/tokens': (emulator, fields) => json(emulator.grant(readGrant(emulator, fields))),
  'POST /__emulator/clock': ({ clock }, fields) => {
    const advanceMs = fields.advance_ms;
    if (typeof advanceMs !== 'number' || !(advanceMs >= 0))
      throw badRequest('advance_ms must be a number of milliseconds, 0 or more');
    clock.advance(advanceMs);
    return json({ now: clock.now() });
  },
};

/** Answers a request below /__emulator/. */
export function control(request: IncomingRequest, emulator: Controlled): Reply {
  if (!mayControl(request)) throw forbidden('The controls do not answer pages of other hosts');
  const run = Object.hasOwn(controls, `${request.method} ${request.path}`)
    ? controls[`${request.method} ${request.path}`]
    : undefined;
  if (!run)
    throw notFound(
      `There is no control ${request.method} ${request.path}. There are: ${Object.keys(controls).join(', ')}`,
    );
  return run(emulator, readFields(request.body));
}

/** `{ "preset": "flaky" }` adds its rules; anything else is a rule. */
function addFault(faults: Faults, fields: Readonly<Record<string, unknown>>): void {
  if (!Object.hasOwn(fields, 'preset')) faults.add(fields);
  else if (isFaultPreset(fields.preset)) faults.preset(fields.preset);
  else throw badRequest(`There is no preset '${fields.preset}'. There are: ${Object.keys(faultPresets).join(', ')}.`);
}

function done(run: () => void, status = 204): Reply {
  try {
    run();
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(error.message);
    throw error;
  }
  return empty(status);
}

function readGrant(
  { world }: Controlled,
  fields: Readonly<Record<string, unknown>>,
): { user?: string; scopes?: readonly string[] } {
  const { user, scopes } = fields;
  if (user !== undefined && (typeof user !== 'string' || !world.users.has(user))) {
    throw badRequest(`user must be one of: ${[...world.users.keys()].join(', ')}`);
  }
  if (scopes !== undefined && !(Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string'))) {
    throw badRequest('scopes must be a list of texts');
  }
  return { ...(user === undefined ? {} : { user }), ...(scopes === undefined ? {} : { scopes }) };
}

function readFields(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw badRequest('Malformed json');
  }
  if (typeof value !== 'object' || value === null) throw new Problem(400, 'A JSON object is expected');
  return value as Readonly<Record<string, unknown>>;
}

/** A pattern has no form in JSON but its source. */
function writableRule(rule: FaultRule): object {
  return rule.path instanceof RegExp ? { ...rule, path: rule.path.source } : rule;
}
