import { z } from 'zod';

/** One thing on Spotify, as small as a model can use it. */
export const itemOutput: z.ZodObject<{
  name: z.ZodString;
  uri: z.ZodString;
  kind: z.ZodString;
  by: z.ZodOptional<z.ZodString>;
}> = z.object({ name: z.string(), uri: z.string(), kind: z.string(), by: z.string().optional() });

/** One thing on Spotify, as small as a model can use it. */
export type ItemOutput = z.output<typeof itemOutput>;

/** The fields that every paged answer ends with. */
export const pageOutput: { offset: z.ZodInt; total: z.ZodInt; next_offset: z.ZodOptional<z.ZodInt> } = {
  offset: z.int(),
  total: z.int(),
  next_offset: z.int().optional(),
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads a value that came from Spotify as an object; null, text and the like have no fields. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Reads a list that came from Spotify. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text, if it is any. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number, if it is one. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * What Spotify calls a track, an album, an episode … in four fields. Spotify's lists have holes (null items, things gone
 * from the catalog, local files without an id), so anything without an address gives `undefined`.
 */
export function describeItem(value: unknown): ItemOutput | undefined {
  const fields = fieldsOf(value);
  const uri = textOf(fields.uri);
  if (uri === undefined) return undefined;
  const by = makers(fields);
  return {
    name: textOf(fields.name) ?? textOf(fields.display_name) ?? '(no name)',
    uri,
    kind: uri.startsWith('spotify:local:') ? 'local file' : (textOf(fields.type) ?? uri.split(':')[1] ?? 'item'),
    ...(by === undefined ? {} : { by }),
  };
}

/** Describes what can be described of a list, and counts the holes. */
export function describeItems(values: readonly unknown[]): { items: ItemOutput[]; unavailable: number } {
  const items = values.map(describeItem).filter((item) => item !== undefined);
  return { items, unavailable: values.length - items.length };
}

/** Artists, authors, the publisher, the show or the owner: whoever a person would name. */
function makers(fields: Fields): string | undefined {
  const names = [...listOf(fields.artists), ...listOf(fields.authors)]
    .map((maker) => textOf(fieldsOf(maker).name))
    .filter((name) => name !== undefined);
  if (names.length > 0) return names.join(', ');
  const owner = fieldsOf(fields.owner);
  return (
    textOf(fieldsOf(fields.show).name) ?? textOf(fields.publisher) ?? textOf(owner.display_name) ?? textOf(owner.id)
  );
}
