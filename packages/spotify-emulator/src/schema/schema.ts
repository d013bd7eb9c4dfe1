/** The part of JSON Schema that describes what comes in from outside and what goes out by the controls. */
export interface Schema {
  /** A name to refer to it by. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: 'date-time';
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly additionalProperties?: false | Schema;
  readonly anyOf?: readonly Schema[];
}

/** The types of JSON, and whole numbers. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

/** A text that says something. */
export const text: Schema = { type: 'string', minLength: 1 };

/** Any text, an empty one too. */
export const anyText: Schema = { type: 'string' };

/** True or false. */
export const flag: Schema = { type: 'boolean' };

/** Nothing. */
export const nothing: Schema = { type: 'null' };

/** A number, within bounds if some are given. */
export function number(minimum?: number, maximum?: number): Schema {
  return { type: 'number', ...bounds(minimum, maximum) };
}

/** A whole number, within bounds if some are given. */
export function whole(minimum?: number, maximum?: number): Schema {
  return { type: 'integer', ...bounds(minimum, maximum) };
}

/** One of some texts. */
export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

/** A list of things of one kind. */
export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** Two things, one after the other. */
export function pairOf(items: Schema): Schema {
  return { type: 'array', items, minItems: 2, maxItems: 2 };
}

/** An object with these fields and no others; those that are `optional` may be missing. */
export function record(
  properties: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  const all = { ...properties, ...optional };
  return { type: 'object', properties: all, required: Object.keys(properties), additionalProperties: false };
}

/** An object with any names, and things of one kind behind them. */
export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

/** Any of several things. */
export function anyOf(...schemas: readonly Schema[]): Schema {
  return { anyOf: schemas };
}

/** A thing, or null. */
export function orNull(schema: Schema): Schema {
  return anyOf(schema, nothing);
}

/** A schema with a name of its own. */
export function named(title: string, schema: Schema): Schema {
  return { title, ...schema };
}

function bounds(minimum: number | undefined, maximum: number | undefined): Schema {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}
