/** What is remembered of an item: what a list or a page has said of it. */
export interface SeenItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly seenAt: number;
}

/** What is known of an answer when it is given. */
export interface Sighting {
  /** When it was asked for, by {@link SeenItems.moment}. */
  readonly moment: number;
  readonly ageMs: number;
  /** What it is known to depend on. A kept answer that depends on more may be from before a change that is over. */
  readonly tags: readonly string[];
}

/** Items that were seen in answers, by their URI. */
export interface SeenItems {
  /** A point in the order of changes: taken before an answer is asked for, it says what the answer may not show yet. */
  moment(): number;
  /**
   * Looks through an answer. Of a playlist, which people change, nothing is believed that was asked for before it was changed, or that
   * nobody would have called void for it.
   */
  see(answer: unknown, how: Sighting): void;
  recall(uri: string): SeenItem | undefined;
  /** A playlist was changed: what was said of it before does not hold any more. Other items are changed by nobody. */
  changed(uri: string): void;
  /** Any playlist may have been changed. */
  mayHaveChanged(): void;
  forget(): void;
}

const playlist = 'spotify:playlist:';
const maximum = 2_000;
/** Deeper than any answer of Spotify's nests an item: a page, an entry, its track, that one's album. */
const deepest = 7;

/** An empty memory. It holds what was seen last, and nothing for longer than `maxAgeMs`. */
export function seenItems({ maxAgeMs, now }: { readonly maxAgeMs: number; readonly now: () => number }): SeenItems {
  const seen = new Map<string, SeenItem>();
  /** When each playlist was last changed, of the last ones; `changed` is when any other one may have been. */
  const changes = new Map<string, number>();
  let latest = 0;
  let changed = 0;
  let forgotten = 0;

  function isCurrent(uri: string, { moment, tags }: Sighting): boolean {
    if (moment < forgotten) return false;
    if (!uri.startsWith(playlist)) return true;
    const isVoidable = tags.includes('my:playlists') || tags.includes(uri.slice('spotify:'.length));
    return isVoidable && moment >= Math.max(changed, changes.get(uri) ?? 0);
  }

  function keep(item: Readonly<Record<string, unknown>>, how: Sighting): void {
    const { uri, type, name } = item;
    if (typeof uri !== 'string' || typeof type !== 'string' || typeof name !== 'string') return;
    const seenAt = now() - how.ageMs;
    if (!isCurrent(uri, how) || (seen.get(uri)?.seenAt ?? Number.NEGATIVE_INFINITY) > seenAt) return;
    // Taken out and put in again: the map is in the order in which things were seen.
    seen.delete(uri);
    seen.set(uri, { item, seenAt });
    const [oldest] = seen.keys();
    if (seen.size > maximum && oldest !== undefined) seen.delete(oldest);
  }

  function look(value: unknown, how: Sighting, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (!Array.isArray(value)) keep(value as Readonly<Record<string, unknown>>, how);
    for (const inner of Object.values(value)) look(inner, how, depth + 1);
  }

  return {
    moment: () => latest,
    see: (answer, how) => look(answer, how, 0),
    recall(uri) {
      const known = seen.get(uri);
      return known !== undefined && now() - known.seenAt < maxAgeMs ? known : undefined;
    },
    changed(uri) {
      if (!uri.startsWith(playlist)) return;
      latest += 1;
      seen.delete(uri);
      changes.delete(uri);
      changes.set(uri, latest);
      const [oldest] = changes;
      if (changes.size <= maximum || oldest === undefined) return;
      changes.delete(oldest[0]);
      changed = oldest[1];
    },
    mayHaveChanged() {
      latest += 1;
      changed = latest;
      changes.clear();
      for (const uri of [...seen.keys()]) if (uri.startsWith(playlist)) seen.delete(uri);
    },
    forget() {
      latest += 1;
      forgotten = latest;
      seen.clear();
      changes.clear();
    },
  };
}
