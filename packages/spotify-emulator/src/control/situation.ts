import { faultPresets, isFaultPreset } from '../faults/presets.js';
import type { FaultRule } from '../faults/rule.js';
import { badRequest } from '../http/problem.js';
import { json } from '../http/reply.js';
import { type Control, type ControlCall, done } from './control.js';

const number = { type: 'number' };
const text = { type: 'string' };
const flag = { type: 'boolean' };

/** Time, faults, limits and the app: what a client finds itself in. */
export const situationControls: readonly Control[] = [
  {
    method: 'GET',
    path: '/clock',
    summary: 'Tells the time, in milliseconds since 1970, and how it runs.',
    run: ({ emulator }) => json(emulator.clock.state()),
  },
  {
    method: 'POST',
    path: '/clock',
    summary: 'Moves, stops or hurries time; several wishes at once are met in the order of this list.',
    body: { set_ms: number, advance_ms: number, rate: number, freeze: flag, resume: flag },
    run: moveClock,
  },
  {
    method: 'GET',
    path: '/faults',
    summary: 'Lists the rules for things going wrong that still have an effect.',
    run: ({ emulator }) => json({ faults: emulator.faults.list().map(writableRule) }),
  },
  {
    method: 'GET',
    path: '/faults/presets',
    summary: 'Lists the presets and their rules.',
    run: () =>
      json(Object.fromEntries(Object.entries(faultPresets).map(([name, rules]) => [name, rules.map(writableRule)]))),
  },
  {
    method: 'POST',
    path: '/faults',
    summary: 'Adds a rule, or the rules of a preset.',
    status: 201,
    body: {
      preset: { enum: Object.keys(faultPresets) },
      ...{ operation: text, method: text, path: text, user: text, reason: text, message: text },
      ...{ skip: number, times: number, probability: number, forMs: number, status: number },
      ...{ retryAfterSeconds: number, dripMs: number, staleMs: number, hang: flag, networkError: flag },
      ...{ body: text, reset: text, pretend: text, delayMs: { oneOf: [number, { type: 'object' }] } },
    },
    run: ({ emulator, fields }) => done(() => addFault(emulator, fields), 201),
  },
  {
    method: 'DELETE',
    path: '/faults',
    summary: 'Removes all rules.',
    status: 204,
    run: ({ emulator }) => done(() => emulator.faults.clear()),
  },
  {
    method: 'GET',
    path: '/limits',
    summary: 'Tells the limits, and what was counted.',
    run: ({ emulator: { limits } }) => json({ limits: limits.options(), usage: limits.usage() }),
  },
  {
    method: 'PUT',
    path: '/limits',
    summary: 'Sets the limits.',
    status: 204,
    body: {
      window: { type: 'object' },
      coverUploads: { type: 'object' },
      quotas: { type: 'object' },
      refusal: { type: 'object' },
      countsRefused: flag,
    },
    run: ({ emulator, fields }) => done(() => emulator.limits.set(fields)),
  },
  {
    method: 'DELETE',
    path: '/limits',
    summary: 'Counts anew; the limits stay.',
    status: 204,
    run: ({ emulator }) => done(() => emulator.limits.clear()),
  },
  {
    method: 'GET',
    path: '/app',
    summary: 'Tells what holds for the registered app in Development Mode.',
    run: ({ emulator }) => json(emulator.app),
  },
  {
    method: 'PUT',
    path: '/app',
    summary: 'Changes what holds for the registered app in Development Mode.',
    status: 204,
    body: { ownerHasPremium: flag, allowList: { type: ['array', 'null'], items: text } },
    run: ({ emulator, fields }) => done(() => changeApp(emulator, fields)),
  },
];

function moveClock({ emulator: { clock }, fields }: ControlCall) {
  const { set_ms, advance_ms, rate, freeze, resume } = fields;
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  const wishes = [set_ms, advance_ms, rate, freeze, resume].filter((wish) => wish !== undefined);
  if (wishes.length === 0) throw badRequest('One of set_ms, advance_ms, rate, freeze, resume is expected');
  if (advance_ms !== undefined && !(isNumber(advance_ms) && advance_ms >= 0))
    throw badRequest('advance_ms must be a number of milliseconds, 0 or more');
  if (set_ms !== undefined && !isNumber(set_ms)) throw badRequest('set_ms must be a number of milliseconds since 1970');
  if (rate !== undefined && !isNumber(rate)) throw badRequest('rate must be a number, 0 or more');
  done(() => {
    if (isNumber(set_ms)) clock.set(set_ms);
    if (isNumber(advance_ms)) clock.advance(advance_ms);
    if (isNumber(rate)) clock.rate(rate);
    if (freeze === true) clock.freeze();
    if (resume === true) clock.resume();
  });
  return json(clock.state());
}

/** `{ "preset": "flaky" }` adds its rules; anything else is a rule. */
function addFault({ faults }: ControlCall['emulator'], fields: ControlCall['fields']): void {
  if (!Object.hasOwn(fields, 'preset')) faults.add(fields);
  else if (isFaultPreset(fields.preset)) faults.preset(fields.preset);
  else throw badRequest(`There is no preset '${fields.preset}'. There are: ${Object.keys(faultPresets).join(', ')}.`);
}

function changeApp({ app, world }: ControlCall['emulator'], fields: ControlCall['fields']): void {
  const { ownerHasPremium, allowList } = fields;
  if (ownerHasPremium !== undefined) {
    if (typeof ownerHasPremium !== 'boolean') throw badRequest('ownerHasPremium must be true or false');
    app.ownerHasPremium = ownerHasPremium;
  }
  if (allowList === undefined) return;
  if (allowList !== null && !(Array.isArray(allowList) && allowList.every((id) => world.users.has(id)))) {
    throw badRequest(`allowList must be null or a list of: ${[...world.users.keys()].join(', ')}`);
  }
  app.allowList = allowList;
}

/** A pattern has no form in JSON but its source. */
function writableRule(rule: FaultRule): object {
  return rule.path instanceof RegExp ? { ...rule, path: rule.path.source } : rule;
}
