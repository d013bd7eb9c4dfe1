import { writableRule } from '../faults/check-rule.js';
import { faultPresets, isFaultPreset } from '../faults/presets.js';
import { faultPresetSchema, faultRuleSchema } from '../faults/rule-schema.js';
import { buckets } from '../limits/buckets.js';
import { limitsSchema } from '../limits/schema.js';
import { appOptionsSchema, appSchema } from '../oauth/app-schema.js';
import { anyOf, flag, listOf, mapOf, number, record, type Schema, whole } from '../schema/schema.js';
import { clockSchema } from '../snapshot-schema.js';
import { type Control, type ControlCall, does, tells } from './control.js';
import { checkUsers } from './users.js';

const clockWishes: Schema = record(
  {},
  { set_ms: number(), advance_ms: number(0), rate: number(0), freeze: flag, resume: flag },
);
const countByBucket: Schema = record({}, Object.fromEntries(buckets.map((bucket) => [bucket, whole(0)])));

/** Time, faults, limits and the app: what a client finds itself in. */
export const situationControls: readonly Control[] = [
  tells(
    'GET /clock',
    { summary: 'Tells the time, in milliseconds since 1970, and how it runs.', answer: clockSchema },
    ({ emulator }) => emulator.clock.state(),
  ),
  tells(
    'POST /clock',
    {
      summary: 'Moves, stops or hurries time; several wishes at once are met in the order of this list.',
      body: { ...clockWishes, minProperties: 1 },
      answer: clockSchema,
    },
    moveClock,
  ),
  tells(
    'GET /faults',
    {
      summary: 'Lists the rules for things going wrong that still have an effect.',
      answer: record({ faults: listOf(faultRuleSchema) }),
    },
    ({ emulator }) => ({ faults: emulator.faults.list().map(writableRule) }),
  ),
  tells(
    'GET /faults/presets',
    { summary: 'Lists the presets and their rules.', answer: mapOf(listOf(faultRuleSchema)) },
    () => Object.fromEntries(Object.entries(faultPresets).map(([name, rules]) => [name, rules.map(writableRule)])),
  ),
  does(
    'POST /faults',
    {
      summary: 'Adds a rule, or the rules of a preset.',
      status: 201,
      body: anyOf(record({ preset: faultPresetSchema }), faultRuleSchema),
    },
    ({ emulator: { faults }, fields }) => {
      if (isFaultPreset(fields.preset)) faults.preset(fields.preset);
      else faults.add(fields);
    },
  ),
  does('DELETE /faults', { summary: 'Removes all rules.' }, ({ emulator }) => emulator.faults.clear()),
  tells(
    'GET /limits',
    {
      summary: 'Tells the limits, and what was counted.',
      answer: record({ limits: limitsSchema, usage: record({ window: whole(0), quotas: countByBucket }) }),
    },
    ({ emulator: { limits } }) => ({ limits: limits.options(), usage: limits.usage() }),
  ),
  does('PUT /limits', { summary: 'Sets the limits.', body: limitsSchema }, ({ emulator, fields }) =>
    emulator.limits.set(fields),
  ),
  does('DELETE /limits', { summary: 'Counts anew; the limits stay.' }, ({ emulator }) => emulator.limits.clear()),
  tells(
    'GET /app',
    { summary: 'Tells what holds for the registered app in Development Mode.', answer: appSchema },
    ({ emulator }) => emulator.app,
  ),
  does(
    'PUT /app',
    { summary: 'Changes what holds for the registered app in Development Mode.', body: appOptionsSchema },
    ({ emulator: { app, world }, fields }) => {
      checkUsers(world, 'allowList', fields.allowList ?? []);
      Object.assign(app, fields);
    },
  ),
];

function moveClock({ emulator: { clock }, fields }: ControlCall) {
  const { set_ms, advance_ms, rate, freeze, resume } = fields;
  if (typeof set_ms === 'number') clock.set(set_ms);
  if (typeof advance_ms === 'number') clock.advance(advance_ms);
  if (typeof rate === 'number') clock.rate(rate);
  if (freeze === true) clock.freeze();
  if (resume === true) clock.resume();
  return clock.state();
}
