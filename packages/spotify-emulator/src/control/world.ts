import { badRequest } from '../http/problem.js';
import { json } from '../http/reply.js';
import { checkSnapshot } from '../snapshot.js';
import { type Control, type ControlCall, done } from './control.js';
import { describeWorld } from './state.js';

/** What there is, and who may use it. */
export const worldControls: readonly Control[] = [
  {
    method: 'GET',
    path: '/state',
    summary: 'Shows the world: users with their playlists, library, devices and player.',
    run: ({ emulator }) => json(describeWorld(emulator.world, emulator.clock)),
  },
  {
    method: 'GET',
    path: '/snapshot',
    summary: 'Gives everything that can change as JSON, tokens too.',
    run: ({ emulator }) => json(emulator.snapshot()),
  },
  {
    method: 'PUT',
    path: '/snapshot',
    summary: 'Puts everything back to a snapshot.',
    status: 204,
    body: { version: { const: 1 }, seed: { type: 'number' }, world: { type: 'object' } },
    run: ({ emulator, fields }) => done(() => emulator.restore(checkSnapshot(fields))),
  },
  {
    method: 'POST',
    path: '/scenario',
    summary: 'Puts a scenario on top of what is there.',
    status: 204,
    body: {
      users: { type: 'object' },
      playlists: { type: 'array', items: { type: 'object' } },
      faults: { type: ['string', 'array'] },
      limits: { type: 'object' },
      app: { type: 'object' },
      clock: { type: 'object' },
    },
    run: ({ emulator, fields }) => done(() => emulator.apply(fields)),
  },
  {
    method: 'POST',
    path: '/reset',
    summary: 'Puts world, clock, faults, limits and journal back to the start; tokens stay good.',
    status: 204,
    run: ({ emulator }) => done(() => emulator.reset()),
  },
  {
    method: 'POST',
    path: '/tokens',
    summary: 'Gives tokens without consent.',
    body: { user: { type: 'string' }, scopes: { type: 'array', items: { type: 'string' } } },
    run: (call) => json(call.emulator.grant(readGrant(call))),
  },
  {
    method: 'DELETE',
    path: '/tokens',
    summary: 'Takes back what a user consented to.',
    status: 204,
    body: { user: { type: 'string' } },
    run: (call) => done(() => call.emulator.revoke(readGrant(call).user)),
  },
];

function readGrant({ emulator: { world }, fields }: ControlCall): { user?: string; scopes?: readonly string[] } {
  const { user, scopes } = fields;
  if (user !== undefined && (typeof user !== 'string' || !world.users.has(user))) {
    throw badRequest(`user must be one of: ${[...world.users.keys()].join(', ')}`);
  }
  if (scopes !== undefined && !(Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string'))) {
    throw badRequest('scopes must be a list of texts');
  }
  return { ...(user === undefined ? {} : { user }), ...(scopes === undefined ? {} : { scopes }) };
}
