import { allScopes } from '../oauth/scopes.js';
import { scenarioSchema } from '../scenario/schema.js';
import { listOf, named, oneOf, record, type Schema, text, whole } from '../schema/schema.js';
import { checkSnapshot } from '../snapshot.js';
import { snapshotSchema } from '../snapshot-schema.js';
import { type Control, type ControlCall, does, tells } from './control.js';
import { describeWorld } from './state.js';
import { stateSchema } from './state-schema.js';
import { checkUsers } from './users.js';

const tokenSchema: Schema = named(
  'Tokens',
  record({
    access_token: text,
    token_type: oneOf(['Bearer']),
    expires_in: whole(1),
    scope: { type: 'string' },
    refresh_token: text,
  }),
);

/** What there is, and who may use it. */
export const worldControls: readonly Control[] = [
  tells(
    'GET /state',
    { summary: 'Shows the world: users with their playlists, library, devices and player.', answer: stateSchema },
    ({ emulator }) => describeWorld(emulator.world, emulator.clock),
  ),
  tells(
    'GET /snapshot',
    { summary: 'Gives everything that can change and decides what is answered, tokens too.', answer: snapshotSchema },
    ({ emulator }) => emulator.snapshot(),
  ),
  does(
    'PUT /snapshot',
    { summary: 'Puts everything back to a snapshot of the same seed and scale.', body: snapshotSchema },
    ({ emulator, fields }) => emulator.restore(checkSnapshot(fields)),
  ),
  does(
    'POST /scenario',
    { summary: 'Puts a scenario on top of what is there.', body: scenarioSchema },
    ({ emulator, fields }) => emulator.apply(fields),
  ),
  does(
    'POST /reset',
    { summary: 'Puts world, clock, app, faults, limits and journal back to the start; tokens stay good.' },
    ({ emulator }) => emulator.reset(),
  ),
  tells(
    'POST /tokens',
    {
      summary: 'Gives tokens without consent, of the listener and with all scopes unless told otherwise.',
      body: record({}, { user: text, scopes: listOf(oneOf(allScopes)) }),
      answer: tokenSchema,
    },
    (call) => call.emulator.grant(readUser(call)),
  ),
  does(
    'DELETE /tokens',
    { summary: 'Takes back what a user consented to.', body: record({}, { user: text }) },
    (call) => call.emulator.revoke(readUser(call).user),
  ),
];

function readUser({ emulator: { world }, fields }: ControlCall): { user?: string; scopes?: readonly string[] } {
  if (fields.user !== undefined) checkUsers(world, 'user', fields.user);
  return fields;
}
