import type { Schema } from './schema.ts';

/** Tells, beyond mere validity, where an answer says less or more than the schema that it is of: `TrackObject lacks popularity`. */
export function differences(
  value: unknown,
  schema: Schema,
  $defs: Readonly<Record<string, Schema>>,
  name = 'answer',
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (part: unknown, described: Schema, called: string): void => {
    if (described.$ref !== undefined) {
      const referred = described.$ref.slice('#/$defs/'.length);
      visit(part, $defs[referred] ?? {}, referred);
      return;
    }
    const choices = described.oneOf ?? described.anyOf;
    if (choices) {
      const choice = choices.find((each) => fits(part, each, $defs));
      if (choice) visit(part, choice, called);
      return;
    }
    if (Array.isArray(part)) {
      for (const item of part) visit(item, described.items ?? {}, `${called}[]`);
      return;
    }
    const { properties } = described;
    if (typeof part !== 'object' || part === null || !properties) return;
    for (const key of Object.keys(properties)) if (!Object.hasOwn(part, key)) found.add(`${called} lacks ${key}`);
    for (const [key, inner] of Object.entries(part)) {
      const property = properties[key];
      if (property) visit(inner, property, `${called}.${key}`);
      else found.add(`${called} also has ${key}`);
    }
  };
  visit(value, schema, name);
  return found;
}

/** Whether a value is of a schema by its `type` alone, as tracks and episodes are told apart. */
function fits(value: unknown, schema: Schema, $defs: Readonly<Record<string, Schema>>): boolean {
  const described = schema.$ref === undefined ? schema : ($defs[schema.$ref.slice('#/$defs/'.length)] ?? {});
  if (value === null) return described.type === 'null';
  const kinds = described.properties?.type?.enum;
  return described.type !== 'null' && (kinds?.includes((value as { type?: unknown }).type) ?? true);
}
