import type { FieldFacts, SchemaFacts } from '../facts/read-schemas.ts';
import { compareContent } from './compare-content.ts';
import type { ModelField, Models } from './read-models.ts';

/** Compares a model with a schema, and says in a line each what differs: `Album.label: optional`. */
export function compareModel(
  models: Models,
  model: string,
  schema: SchemaFacts[string],
  schemas: SchemaFacts = {},
): readonly string[] {
  const fields = models.fieldsOf(model);
  // Some schemas do not say what is always there: then everything is, but for what is intended.
  const saysRequired = Object.values(schema).some(({ required }) => required);
  const missing = Object.keys(schema).filter((name) => !Object.hasOwn(fields, name));
  const differences = Object.entries(fields).flatMap(([name, field]) => {
    const facts = schema[name];
    return facts === undefined
      ? [`${name}: added`]
      : [
          ...compareField(models, name, field, facts, saysRequired),
          ...compareContent(models, schemas, name, field.type, facts),
        ];
  });
  return [...missing.map((name) => `${name}: left out`), ...differences].map((line) => `${model}.${line}`);
}

function compareField(
  models: Models,
  name: string,
  { type, optional, nullable }: ModelField,
  facts: FieldFacts,
  saysRequired: boolean,
): readonly string[] {
  const lines: string[] = [];
  if (nullable !== facts.nullable) lines.push(nullable ? `${name}: can be null` : `${name}: never null`);
  const canBeAbsent = facts.deprecated === true || (saysRequired && !facts.required);
  if (optional !== canBeAbsent) lines.push(optional ? `${name}: optional` : `${name}: always there`);
  const resolved = type
    .split(' | ')
    .map((part) => models.aliasOf(part) ?? part)
    .join(' | ');
  if (kindOf(resolved) !== facts.kind) lines.push(`${name}: is ${kindOf(resolved)}`);
  const words = [...resolved.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  const isOtherWords =
    facts.enum !== undefined &&
    facts.kind === 'string' &&
    words.toSorted().join() !== facts.enum.map(String).sort().join();
  if (isOtherWords) lines.push(words.length === 0 ? `${name}: any word` : `${name}: other words`);
  return lines;
}

function kindOf(type: string): FieldFacts['kind'] {
  if (/\[\]$/.test(type)) return 'array';
  if (type === 'string' || type.startsWith("'")) return 'string';
  if (type === 'number') return 'number';
  return type === 'boolean' || type === 'true' || type === 'false' ? 'boolean' : 'object';
}
