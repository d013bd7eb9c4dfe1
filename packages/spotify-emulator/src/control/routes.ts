import { badRequest, forbidden, notFound, Problem } from '../http/problem.js';
import { type IncomingRequest, json, type Reply } from '../http/reply.js';
import type { Control, Controlled } from './control.js';
import { mayControl } from './guard.js';
import { journalControls } from './journal.js';
import { describeControls } from './openapi.js';
import { pageControls } from './page/controls.js';
import { situationControls } from './situation.js';
import { worldControls } from './world.js';

/** All controls, in the order in which they are described. */
const controls: readonly Control[] = [
  {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Describes the controls.',
    run: ({ request }) => json(describeControls(controls, request.origin)),
  },
  ...pageControls,
  ...worldControls,
  ...situationControls,
  ...journalControls,
];

const byName = new Map(controls.map((control) => [`${control.method} /__emulator${control.path}`, control]));

/** Answers a request below /__emulator/. */
export async function control(
  request: IncomingRequest,
  emulator: Controlled,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  if (!mayControl(request)) throw forbidden('The controls do not answer pages of other hosts');
  const name = `${request.method} ${request.path}`;
  const found = byName.get(name);
  if (!found) throw notFound(`There is no control ${name}. There are: ${[...byName.keys()].join(', ')}`);
  return await found.run({ emulator, request, fields: readFields(request.body), signal });
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
