import type { z } from 'zod';
import { toJsonSchema } from './standard-schema.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Limits that no honest call comes near; they are checked all the same. */
const unsaid = new Set(['minLength', 'maxLength', 'minItems', 'pattern', 'minimum']);

/** Nobody counts so far by mistake. */
const unreached = 100_000;

/**
 * The JSON Schema of one side of a tool as its list shows it. Every byte of the list is paid by every conversation, so an input
 * leaves out limits that only catch nonsense, and an output says what fields there are and leaves their details to the answer.
 */
export function toListedSchema(schema: z.ZodType, side: 'input' | 'output'): JsonSchema & { readonly type: 'object' } {
  const full = toJsonSchema(schema, side);
  return { ...(side === 'input' ? withoutLimits(full) : shallow(full, 0)), type: 'object' };
}

function withoutLimits(schema: unknown): JsonSchema {
  return Object.fromEntries(
    entriesOf(schema).flatMap(([name, value]) => {
      if (unsaid.has(name) || saysNothing(name, value) || (name === 'maxItems' && isChoice(schema))) return [];
      if (name === 'items') return [[name, withoutLimits(value)]];
      if (name !== 'properties') return [[name, value]];
      return [[name, Object.fromEntries(entriesOf(value).map(([key, property]) => [key, withoutLimits(property)]))]];
    }),
  );
}

/** A list of some of a few words: more than all of them nobody gives. */
function isChoice(schema: unknown): boolean {
  return Object(Object(schema).items).enum !== undefined;
}

/** A limit that nobody reaches, and a default that is what everybody expects. */
function saysNothing(name: string, value: unknown): boolean {
  return (name === 'maximum' && Number(value) >= unreached) || (name === 'default' && (value === 0 || value === false));
}

/** Two levels of field names, the first with types: enough to program against, little enough to list. */
function shallow(schema: unknown, depth: number): JsonSchema {
  const { type, properties, items } = Object(schema);
  if (depth > 1) return {};
  const fields =
    properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(entriesOf(properties).map(([key, value]) => [key, shallow(value, depth + 1)])),
        };
  const inner = items === undefined ? {} : { items: shallow(items, depth) };
  return { ...(type === undefined ? {} : { type }), ...fields, ...inner };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
