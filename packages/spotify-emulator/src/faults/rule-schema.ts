import { anyOf, anyText, flag, named, number, oneOf, record, type Schema, text, whole } from '../schema/schema.js';
import { faultPresets } from './presets.js';
import { bodyKinds, faultReasons, pretences } from './rule.js';

const duration = number(0);

/** What a rule has to be, as it is written in JSON. */
export const faultRuleSchema: Schema = named(
  'FaultRule',
  record(
    {},
    {
      operation: text,
      method: text,
      path: anyOf(text, named('PathPattern', record({ pattern: text }, { flags: anyText }))),
      user: text,
      skip: whole(0),
      times: whole(1),
      probability: number(0, 1),
      forMs: duration,
      status: whole(200, 599),
      reason: anyOf(named('FaultReason', oneOf(faultReasons)), text),
      message: anyText,
      retryAfterSeconds: duration,
      body: oneOf(bodyKinds),
      delayMs: anyOf(
        duration,
        record({ minimumMs: duration, maximumMs: duration }),
        record({ medianMs: duration, sigma: duration }),
      ),
      dripMs: duration,
      hang: flag,
      reset: oneOf(['before', 'after']),
      pretend: oneOf(pretences),
      staleMs: duration,
    },
  ),
);

/** The name of a preset. */
export const faultPresetSchema: Schema = named('FaultPreset', oneOf(Object.keys(faultPresets)));
