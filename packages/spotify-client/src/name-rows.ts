import type { EndpointFacts, NamedEndpoint } from './endpoint.js';

const named = new WeakMap<object, readonly NamedEndpoint[]>();

/** The rows of a table with their names, in its order; the same objects every time. */
export function nameRows(table: object): readonly NamedEndpoint[] {
  const known = named.get(table);
  if (known !== undefined) return known;
  const rows = Object.entries(table).flatMap(([noun, ofNoun]) =>
    Object.entries(ofNoun as Readonly<Record<string, EndpointFacts<never>>>).map(([row, facts]) =>
      // The types of a row's parameters end here: from its name on, they are known only to the typed methods.
      Object.freeze({ ...(facts as unknown as NamedEndpoint), name: `${noun}.${row}` }),
    ),
  );
  named.set(table, rows);
  return rows;
}
