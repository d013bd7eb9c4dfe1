/** What is remembered of an item: what a list or a page has said of it. */
export interface SeenItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly seenAt: number;
}

/** When an answer was asked for, by {@link SeenItems.moment}, and how old it was when it was given. */
export interface Sighting {
  readonly moment: number;
  readonly ageMs: number;
}

/** Items that were seen in answers, by their URI. */
export interface SeenItems {
  /** A point in the order of changes: taken before an answer is asked for, it says what the answer may not show yet. */
  moment(): number;
  /** Looks through an answer; of what was changed since it was asked for nothing is believed. */
  see(answer: unknown, when: Sighting): void;
  recall(uri: string): SeenItem | undefined;
  /** Something was changed: what was said of it before does not hold any more. */
  changed(uri: string): void;
  forget(): void;
}

const maximum = 2_000;
/** Deeper than any answer of Spotify's nests an item: a page, an entry, its track, that one's album. */
const deepest = 7;

/** An empty memory. It holds what was seen last, and nothing for longer than `maxAgeMs`. */
export function seenItems({ maxAgeMs, now }: { readonly maxAgeMs: number; readonly now: () => number }): SeenItems {
  const seen = new Map<string, SeenItem>();
  /** When each was last changed, of the last ones; before `forgotten` everything was. */
  const changes = new Map<string, number>();
  let latest = 0;
  let forgotten = 0;

  function keep(item: Readonly<Record<string, unknown>>, { moment, ageMs }: Sighting): void {
    const { uri, type, name } = item;
    if (typeof uri !== 'string' || typeof type !== 'string' || typeof name !== 'string') return;
    if (moment < forgotten || moment < (changes.get(uri) ?? 0)) return;
    const seenAt = now() - ageMs;
    if ((seen.get(uri)?.seenAt ?? Number.NEGATIVE_INFINITY) > seenAt) return;
    // Taken out and put in again: the map is in the order in which things were seen.
    seen.delete(uri);
    seen.set(uri, { item, seenAt });
    const [oldest] = seen.keys();
    if (seen.size > maximum && oldest !== undefined) seen.delete(oldest);
  }

  function look(value: unknown, when: Sighting, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (!Array.isArray(value)) keep(value as Readonly<Record<string, unknown>>, when);
    for (const inner of Object.values(value)) look(inner, when, depth + 1);
  }

  return {
    moment: () => latest,
    see: (answer, when) => look(answer, when, 0),
    recall(uri) {
      const known = seen.get(uri);
      return known !== undefined && now() - known.seenAt < maxAgeMs ? known : undefined;
    },
    changed(uri) {
      latest += 1;
      seen.delete(uri);
      changes.delete(uri);
      changes.set(uri, latest);
      const [oldest] = changes;
      if (changes.size <= maximum || oldest === undefined) return;
      changes.delete(oldest[0]);
      forgotten = oldest[1];
    },
    forget() {
      latest += 1;
      forgotten = latest;
      seen.clear();
      changes.clear();
    },
  };
}
