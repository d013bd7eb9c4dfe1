import { badRequest, forbidden, notFound } from '../http/problem.js';
import type { IncomingRequest, Reply } from '../http/reply.js';
import { checkAgainst } from '../schema/check.js';
import { record, type Schema } from '../schema/schema.js';
import { type Checked, type Control, type Controlled, tells } from './control.js';
import { mayControl } from './guard.js';
import { journalControls } from './journal.js';
import { describeControls } from './openapi.js';
import { pageControls } from './page/controls.js';
import { situationControls } from './situation.js';
import { worldControls } from './world.js';

/** All controls, in the order in which they are described. */
const controls: readonly Control[] = [
  tells('GET /openapi.json', { summary: 'Describes the controls.', answer: { type: 'object' } }, ({ request }) =>
    describeControls(controls, request.origin),
  ),
  ...pageControls,
  ...worldControls,
  ...situationControls,
  ...journalControls,
];

const byName = new Map(controls.map((control) => [control.name.replace(' ', ' /__emulator'), control]));

/** Answers a request below /__emulator/. What makes no sense is the caller's mistake, and the message says what. */
export async function control(
  request: IncomingRequest,
  emulator: Controlled,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  if (!mayControl(request)) throw forbidden('The controls do not answer pages of other hosts');
  const name = `${request.method} ${request.path}`;
  const found = byName.get(name);
  if (!found) throw notFound(`There is no control ${name}. There are: ${[...byName.keys()].join(', ')}`);
  try {
    const fields = readFields(request.body);
    checkAgainst(found.body ?? record({}), fields, 'the body');
    const query = readQuery(request.query, found.query ?? {});
    return await found.run({ emulator, request, fields, query, signal });
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(error.message);
    throw error;
  }
}

function readFields(body: string): Checked {
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw badRequest('Malformed json');
  }
}

/** The parameters of a query as what they are; a name that means nothing is refused, or a typing error would match everything. */
function readQuery(query: URLSearchParams, parameters: Readonly<Record<string, Schema>>): Checked {
  const read = Object.fromEntries([...query].map(([name, written]) => [name, readValue(written, parameters[name])]));
  checkAgainst(record({}, parameters), read, 'the query');
  return read;
}

function readValue(written: string, schema: Schema | undefined): unknown {
  const isNumber = (schema?.type === 'number' || schema?.type === 'integer') && /^-?\d+(\.\d+)?$/.test(written);
  if (isNumber) return Number(written);
  return schema?.type === 'boolean' && /^(true|false)$/.test(written) ? written === 'true' : written;
}
