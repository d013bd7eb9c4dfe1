import type { FieldFacts, SchemaFacts } from '../facts/read-schemas.ts';
import type { Models } from './read-models.ts';
import { MODELS } from './schema-models.ts';

/** Compares what is inside of an array or an object: `Album.artists: holds Artist`. Nothing is said where the description has no name for it. */
export function compareContent(
  models: Models,
  schemas: SchemaFacts,
  name: string,
  type: string,
  { items, schemas: named = [] }: FieldFacts,
): readonly string[] {
  const described = items ?? named;
  const expected = described.map((one) => modelOf(schemas, one));
  if (expected.length === 0 || expected.includes(undefined)) return [];
  const inside =
    items === undefined
      ? type
      : type
          .replace(/^readonly /, '')
          .replace(/\[\]$/, '')
          .replace(/^\((.*)\)$/, '$1');
  const found = inside.split(' | ').map((part) => models.aliasOf(part) ?? part);
  if (found.join(' | ').split(' | ').toSorted().join() === expected.toSorted().join()) return [];
  return [`${name}: ${items === undefined ? 'is' : 'holds'} ${found.join(' | ')}`];
}

/** The model for a schema or a kind; for a page, the page of its items. */
function modelOf(schemas: SchemaFacts, schema: string): string | undefined {
  if (/^[a-z]/.test(schema)) return schema === 'object' ? undefined : schema;
  const page = /^(CursorPaging|Paging)\w+Object$/.exec(schema)?.[1];
  if (page === undefined || MODELS[schema] !== undefined) return MODELS[schema];
  const items = (schemas[schema]?.items?.items ?? []).map((one) => modelOf(schemas, one));
  return items.length === 0 || items.includes(undefined) ? undefined : `${page}<${items.join(' | ')}>`;
}
