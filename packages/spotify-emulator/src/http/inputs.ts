import type { Collection } from '../world/models.js';
import { badRequest, notFound } from './problem.js';
import type { Call } from './route.js';

const base62 = /^[0-9A-Za-z]{22}$/;

/** The value of a placeholder of the path. */
export function parameter(call: Call, name: string): string {
  const value = call.parameters[name];
  if (value === undefined) throw new TypeError(`The path of this route has no {${name}}.`);
  return value;
}

/** The id in the path; anything that cannot be one is refused as Spotify refuses it. */
export function idParameter(call: Call, name = 'id'): string {
  const id = parameter(call, name);
  if (!base62.test(id)) throw badRequest('Invalid base62 id');
  return id;
}

/** The thing that the path speaks of. */
export function found<T>(call: Call, collection: Collection<T>): T {
  const item = collection.get(idParameter(call));
  if (item === undefined) throw notFound();
  return item;
}

/** The ids of a query that asks for several things at once, each well formed. */
export function idsQuery(call: Call, maximum: number): readonly string[] {
  const ids = listQuery(call.query, 'ids');
  if (!ids) throw badRequest('Missing required field: ids');
  return checkedIds(ids, maximum);
}

/** Ids that were asked for together, if they are not too many and could all exist. */
export function checkedIds(ids: readonly string[], maximum: number): readonly string[] {
  if (ids.length > maximum) throw badRequest(`Too many ids requested: at most ${maximum}`);
  if (!ids.every((id) => base62.test(id))) throw badRequest('Invalid base62 id');
  return ids;
}

/** A whole number of the query, within bounds; `message` is said when it is not. */
export function integerQuery(
  query: URLSearchParams,
  name: string,
  bounds: { readonly minimum: number; readonly maximum: number; readonly default?: number; readonly message?: string },
): number {
  const written = query.get(name);
  if (written === null) {
    if (bounds.default !== undefined) return bounds.default;
    throw badRequest(`Missing required field: ${name}`);
  }
  const value = /^-?\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
  if (!(value >= bounds.minimum && value <= bounds.maximum)) throw badRequest(bounds.message ?? `Invalid ${name}`);
  return value;
}

/** `true` or `false` in the query. */
export function booleanQuery(query: URLSearchParams, name: string): boolean {
  const written = query.get(name);
  if (written === null) throw badRequest(`Missing required field: ${name}`);
  if (written !== 'true' && written !== 'false') throw badRequest(`Invalid ${name}`);
  return written === 'true';
}

/** A comma-separated list of the query; undefined when it was not sent or is empty. */
export function listQuery(query: URLSearchParams, name: string): readonly string[] | undefined {
  const written = query.get(name);
  if (written === null) return undefined;
  const values = written
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values.length > 0 ? values : undefined;
}

/** The ids of a JSON body: in a field, or, as older clients send them, as a bare list. */
export function bodyIds(call: Call): readonly string[] | undefined {
  const value = bodyValue(call);
  return Array.isArray(value) ? textList({ ids: value }, 'ids') : textList(bodyFields(call), 'ids');
}

/** The fields of a JSON body; no body means no fields. */
export function bodyFields(call: Call): Readonly<Record<string, unknown>> {
  const value = bodyValue(call);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('Malformed json');
  return value as Readonly<Record<string, unknown>>;
}

function bodyValue({ request }: Call): unknown {
  if (request.body.trim() === '') return {};
  try {
    return JSON.parse(request.body);
  } catch {
    throw badRequest('Malformed json');
  }
}

/** A field of a body that must be of a kind if it is there at all. */
export function field<Kind extends 'string' | 'number' | 'boolean'>(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  kind: Kind,
): { string: string; number: number; boolean: boolean }[Kind] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== kind) throw badRequest(`Invalid ${name}`);
  return value as { string: string; number: number; boolean: boolean }[Kind];
}

/** A field of a body that must be a list of texts if it is there at all. */
export function textList(fields: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) throw badRequest(`Invalid ${name}`);
  return value;
}
