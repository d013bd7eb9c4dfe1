import type { Answers, Schema } from './schema.ts';

/** What Development Mode no longer gets since February 2026, by the first word of a schema's name. */
const removedFields: Readonly<Record<string, readonly string[]>> = {
  Track: ['available_markets', 'linked_from', 'popularity'],
  Album: ['album_group', 'available_markets', 'label', 'popularity'],
  ArtistDiscographyAlbum: ['album_group', 'available_markets', 'label', 'popularity'],
  Artist: ['followers', 'popularity'],
  Show: ['available_markets', 'publisher'],
  Audiobook: ['available_markets', 'publisher'],
  Chapter: ['available_markets'],
  PrivateUser: ['country', 'email', 'explicit_content', 'followers', 'product'],
  PublicUser: ['followers'],
};

/** The description less the fields that Development Mode no longer gets. */
export function withoutRemovedFields({ $defs, operations }: Answers): Answers {
  const reduced = Object.entries($defs).map(([name, schema]) => {
    const kind = name.replace(/^Simplified/, '').replace(/(Base|Object)$/, '');
    return [name, without(schema, removedFields[kind] ?? [])] as const;
  });
  return { $defs: Object.fromEntries(reduced), operations };
}

function without(schema: Schema, names: readonly string[]): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  const required = schema.required?.filter((name) => !names.includes(name));
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(required ? { required } : {}),
  };
}
