/** What is remembered of an item: what a list or a page has said of it. */
export interface SeenItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly seenAt: number;
}

/** Items that were seen in answers, by their URI. */
export interface SeenItems {
  /** Looks through an answer. */
  see(answer: unknown): void;
  recall(uri: string): SeenItem | undefined;
  forget(): void;
}

const maximum = 2_000;
/** Deeper than any answer of Spotify's nests an item: a page, an entry, its track, that one's album. */
const deepest = 7;

/** An empty memory. It holds what was seen last, and nothing for longer than `maxAgeMs`. */
export function seenItems({ maxAgeMs, now }: { readonly maxAgeMs: number; readonly now: () => number }): SeenItems {
  const seen = new Map<string, SeenItem>();

  function keep(item: Readonly<Record<string, unknown>>): void {
    const { uri, type, name } = item;
    if (typeof uri !== 'string' || typeof type !== 'string' || typeof name !== 'string') return;
    // Taken out and put in again: the map is in the order in which things were seen.
    seen.delete(uri);
    seen.set(uri, { item, seenAt: now() });
    const [oldest] = seen.keys();
    if (seen.size > maximum && oldest !== undefined) seen.delete(oldest);
  }

  function look(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (!Array.isArray(value)) keep(value as Readonly<Record<string, unknown>>);
    for (const inner of Object.values(value)) look(inner, depth + 1);
  }

  return {
    see: (answer) => look(answer, 0),
    recall(uri) {
      const known = seen.get(uri);
      return known !== undefined && now() - known.seenAt < maxAgeMs ? known : undefined;
    },
    forget: () => seen.clear(),
  };
}
