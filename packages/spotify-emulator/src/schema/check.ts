import type { Schema } from './schema.js';
import { isOfType, isWithin, wanted } from './value.js';

/** Checks something against a schema; throws a `RangeError` that names the place of what makes no sense. */
export function checkAgainst(schema: Schema, value: unknown, thing: string): void {
  const found = complaint(schema, value, { thing, path: '' });
  if (found !== undefined) throw new RangeError(`${found.charAt(0).toUpperCase()}${found.slice(1)}`);
}

/** A place within what is checked, such as `faults[0].status` of `the scenario`. */
interface Place {
  readonly thing: string;
  readonly path: string;
}

/** What is wrong with something; undefined when nothing is. */
function complaint(schema: Schema, value: unknown, place: Place): string | undefined {
  if (schema.anyOf) return complaintOfAny(schema, schema.anyOf, value, place);
  if (!isOfType(schema, value) || !isWithin(schema, value)) return misfit(schema, value, place);
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return first(value.map((item: unknown, index) => () => complaint(items, item, within(place, `[${index}]`))));
  }
  return typeof value === 'object' && value !== null ? complaintOfFields(schema, value, place) : undefined;
}

/** Of several choices of objects, the one that has most of the same names says what is wrong. */
function complaintOfAny(schema: Schema, choices: readonly Schema[], value: unknown, place: Place): string | undefined {
  const complaints = choices.map((choice) => ({ choice, found: complaint(choice, value, place) }));
  if (complaints.some(({ found }) => found === undefined)) return undefined;
  if (typeof value !== 'object' || value === null) return misfit(schema, value, place);
  const namesInCommon = ({ properties = {} }: Schema): number =>
    Object.keys(value).filter((name) => Object.hasOwn(properties, name)).length;
  const near = complaints
    .filter(({ choice }) => isOfType(choice, value))
    .sort((one, other) => namesInCommon(one.choice) - namesInCommon(other.choice))
    .at(-1);
  return near?.found ?? misfit(schema, value, place);
}

function complaintOfFields(
  { properties = {}, required = [], additionalProperties = {} }: Schema,
  value: object,
  place: Place,
): string | undefined {
  const fields = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  const names = Object.keys(properties).join(', ') || 'nothing';
  const schemaOf = (name: string): Schema | undefined =>
    Object.hasOwn(properties, name)
      ? properties[name]
      : additionalProperties === false
        ? undefined
        : additionalProperties;
  return first([
    ...[...fields.keys()].map(
      (name) => () => (schemaOf(name) ? undefined : `${nameOf(place)} has no '${name}'. It has: ${names}.`),
    ),
    ...required.map((name) => () => (fields.has(name) ? undefined : `${nameOf(place)} lacks '${name}'.`)),
    ...[...fields].map(
      ([name, field]) =>
        () =>
          complaint(schemaOf(name) ?? {}, field, within(place, `.${name}`)),
    ),
  ]);
}

function first(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}

function misfit(schema: Schema, value: unknown, place: Place): string {
  const written = JSON.stringify(value) ?? String(value);
  const shown = written.length > 100 ? `${written.slice(0, 100)}…` : written;
  return `${nameOf(place)} has to be ${wanted(schema)}, not ${shown}.`;
}

function within({ thing, path }: Place, part: string): Place {
  return { thing, path: path === '' && part.startsWith('.') ? part.slice(1) : `${path}${part}` };
}

function nameOf({ thing, path }: Place): string {
  return path === '' ? thing : `'${path}' of ${thing}`;
}
