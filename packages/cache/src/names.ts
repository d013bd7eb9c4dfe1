/** Names of which there are mostly none or one: a list for each entry would take more memory than the name. */
export type Names = string | readonly string[];

/** The same names in the least room. */
export function compact(names: readonly string[]): Names {
  const [first] = names;
  if (first === undefined) return none;
  return names.length === 1 ? first : names.slice();
}

/** The names as a list. */
export function listOf(names: Names): readonly string[] {
  return typeof names === 'string' ? [names] : names;
}

const none: readonly string[] = [];
