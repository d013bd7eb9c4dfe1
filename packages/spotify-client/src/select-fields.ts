/** Which fields of an object are wanted: `true` for a whole field, or what is wanted inside of it. */
export type FieldSelection<Model> = Model extends readonly (infer Entry)[]
  ? FieldSelection<Entry>
  : Model extends object
    ? { readonly [Name in keyof Model]?: true | FieldSelection<NonNullable<Model[Name]>> }
    : true;

type Selection = Readonly<Record<string, unknown>>;

/** Writes the `fields` of a playlist's calls, checked against the model: `selectFields<Playlist>({ name: true, items: { total: true } })`. It asks for both shapes that Spotify knows. */
export function selectFields<Model extends object>(selection: FieldSelection<Model>): string {
  return Object.entries(selection as Selection)
    .filter(([, wanted]) => wanted !== undefined)
    .flatMap(([name, wanted]) => namesOf(name, wanted).map((one) => `${one}${inside(wanted)}`))
    .join(',');
}

function inside(wanted: unknown): string {
  return isSelection(wanted) ? `(${selectFields(wanted)})` : '';
}

/** Older apps get `track` for `item`, and a playlist's `tracks` for its `items`; what an answer does not have is left out of it. */
function namesOf(name: string, wanted: unknown): readonly string[] {
  if (name === 'item') return ['item', 'track'];
  const isPage = isSelection(wanted) && ['items', 'total', 'href', 'next'].some((field) => field in wanted);
  return name === 'items' && isPage ? ['items', 'tracks'] : [name];
}

function isSelection(wanted: unknown): wanted is Selection {
  return typeof wanted === 'object' && wanted !== null;
}
