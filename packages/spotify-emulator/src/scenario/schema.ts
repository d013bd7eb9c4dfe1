import { faultPresetSchema, faultRuleSchema } from '../faults/rule-schema.js';
import { limitsSchema } from '../limits/schema.js';
import { appOptionsSchema } from '../oauth/app-schema.js';
import {
  anyOf,
  anyText,
  flag,
  listOf,
  mapOf,
  named,
  number,
  oneOf,
  record,
  type Schema,
  text,
} from '../schema/schema.js';

const user: Schema = named(
  'ScenarioUser',
  record(
    {},
    {
      display_name: text,
      country: { type: 'string', pattern: '^[A-Z]{2}$', description: 'two capital letters' },
      product: oneOf(['premium', 'free']),
      explicit_content: record({}, { filter_enabled: flag, filter_locked: flag }),
      library: listOf(text),
      devices: listOf(text),
    },
  ),
);

const playlist: Schema = named(
  'ScenarioPlaylist',
  record(
    { name: text, owner: text },
    { description: anyText, public: flag, collaborative: flag, items: listOf(text), followers: listOf(text) },
  ),
);

/** What a scenario has to be. */
export const scenarioSchema: Schema = named(
  'Scenario',
  record(
    {},
    {
      users: mapOf(user),
      playlists: listOf(playlist),
      faults: anyOf(faultPresetSchema, listOf(faultRuleSchema)),
      limits: limitsSchema,
      app: appOptionsSchema,
      clock: record({}, { at: { type: 'string', format: 'date-time' }, frozen: flag, rate: number(0) }),
    },
  ),
);
