/** A list of rows somewhere in a result, with the single values that stand beside it. */
export interface Section {
  readonly facts: Readonly<Record<string, unknown>>;
  /** The columns that the schema promises, in its order: the same for every result. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

type Fields = Readonly<Record<string, unknown>>;

/** Finds the lists of objects in a result; a list of objects that hold lists themselves gives one section each. */
export function findSections(value: Fields, schema: JsonSchema): readonly Section[] {
  const lists = Object.entries(schema.properties ?? {}).filter(([, property]) => property.items?.type === 'object');
  const facts = factsOf(value, schema);
  return lists.flatMap(([name, { items = {} }]) => {
    const entries = rowsOf(value[name]);
    const holdsLists = Object.values(items.properties ?? {}).some((property) => property.items?.type === 'object');
    if (holdsLists) return entries.flatMap((entry) => findSections(entry, items));
    return [
      {
        facts: lists.length > 1 ? { list: name, ...facts } : facts,
        // A list of records promises nothing: its first row says what there is.
        columns: Object.keys(items.properties ?? entries[0] ?? {}),
        rows: entries,
      },
    ];
  });
}

function factsOf(value: Fields, { properties = {} }: JsonSchema): Fields {
  return Object.fromEntries(Object.entries(value).filter(([name]) => properties[name]?.items?.type !== 'object'));
}

function rowsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((row): row is Fields => typeof row === 'object' && row !== null) : [];
}
