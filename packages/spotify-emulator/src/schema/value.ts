import type { JsonType, Schema } from './schema.js';

/** Whether a value is of a type that a schema allows. */
export function isOfType(schema: Schema, value: unknown): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.some((type) => checks[type](value));
}

const checks: { readonly [Type in JsonType]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Whether a value of the right type lies within the bounds of a schema. */
export function isWithin(schema: Schema, value: unknown): boolean {
  if (schema.enum && !schema.enum.some((each) => each === value)) return false;
  if (typeof value === 'number') {
    const { minimum = value, maximum = value, exclusiveMinimum = Number.NEGATIVE_INFINITY } = schema;
    return value >= minimum && value <= maximum && value > exclusiveMinimum;
  }
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = value.length } = schema;
    return value.length >= minItems && value.length <= maxItems;
  }
  if (typeof value !== 'string') return Object.keys(value ?? {}).length >= (schema.minProperties ?? 0);
  const { minLength = 0, pattern = '', format } = schema;
  const isDated = format === undefined || !Number.isNaN(Date.parse(value));
  return value.length >= minLength && new RegExp(pattern, 'u').test(value) && isDated;
}

/** What a schema asks for, in words. */
export function wanted(schema: Schema): string {
  const { anyOf, description } = schema;
  if (description !== undefined) return description;
  if (schema.enum) return schema.enum.length === 1 ? `${schema.enum[0]}` : `one of: ${schema.enum.join(', ')}`;
  if (anyOf) return [...new Set(anyOf.map(wanted))].join(', or ');
  return typesOf(schema)
    .map((type) => words[type](schema))
    .join(' or ');
}

const words: { readonly [Type in JsonType]: (schema: Schema) => string } = {
  string: ({ format }) => (format === 'date-time' ? 'a date' : 'a text'),
  number: (schema) => `a number${range(schema)}`,
  integer: (schema) => `a whole number${range(schema)}`,
  boolean: () => 'true or false',
  null: () => 'null',
  array: () => 'a list',
  object: ({ properties }) => (properties ? `an object with: ${Object.keys(properties).join(', ')}` : 'an object'),
};

function range({ minimum, exclusiveMinimum, maximum }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, ${minimum} or more`;
  return exclusiveMinimum === undefined ? '' : ` above ${exclusiveMinimum}`;
}

function typesOf({ type }: Schema): readonly JsonType[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}
