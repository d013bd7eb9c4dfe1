/** What is remembered of an item: what a list or a page has said of it. */
export interface SeenItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly seenAt: number;
}

/** What is known of an answer when it is given. */
export interface Sighting {
  /** When Spotify was asked for it, by {@link SeenItems.now}. */
  readonly askedAt: number;
  /** What it is known to depend on. A kept answer that depends on more may be from before a change that is over. */
  readonly tags: readonly string[];
}

/** Items that were seen in answers, by their URI. */
export interface SeenItems {
  /** What time it is for whoever tells when an answer was asked for. */
  now(): number;
  /**
   * Looks through an answer. Nothing is believed of an item for which Spotify was asked before it was changed, or so soon after that it may
   * still have shown the past; and of a playlist, which people change, nothing that nobody would have called void for it.
   */
  see(answer: unknown, how: Sighting): void;
  recall(uri: string): SeenItem | undefined;
  /** An item was changed: what was said of it before does not hold any more. */
  changed(uri: string): void;
  /** Any playlist may have been changed. */
  mayHaveChanged(): void;
  forget(): void;
}

/** How long what is remembered holds, by which clock, and for how long after a change Spotify may still show what was before. */
export interface SeenOptions {
  readonly maxAgeMs: number;
  readonly settleMs: number;
  readonly now: () => number;
}

const playlist = 'spotify:playlist:';
const maximum = 2_000;
/** Deeper than any answer of Spotify's nests an item: a page, an entry, its track, that one's album. */
const deepest = 7;
const never = Number.NEGATIVE_INFINITY;

/** An empty memory. It holds what was seen last, and nothing for longer than `maxAgeMs`. */
export function seenItems({ maxAgeMs, settleMs, now }: SeenOptions): SeenItems {
  const seen = new Map<string, SeenItem>();
  /** When each item was last changed, of those that were last; any other one may have been at `othersChangedAt`, and any playlist later still. */
  const changedAt = new Map<string, number>();
  let othersChangedAt = never;
  let playlistsChangedAt = never;
  let forgottenAt = never;

  function isCurrent(uri: string, { askedAt, tags }: Sighting): boolean {
    const itsChangeAt = changedAt.get(uri) ?? othersChangedAt;
    if (askedAt <= forgottenAt || askedAt < itsChangeAt + settleMs) return false;
    if (!uri.startsWith(playlist)) return true;
    const isVoidable = tags.includes('my:playlists') || tags.includes(uri.slice('spotify:'.length));
    return isVoidable && askedAt >= playlistsChangedAt + settleMs;
  }

  function keep(item: Readonly<Record<string, unknown>>, how: Sighting): void {
    const { uri, type, name } = item;
    if (typeof uri !== 'string' || typeof type !== 'string' || typeof name !== 'string') return;
    const seenAt = how.askedAt;
    if (!isCurrent(uri, how) || (seen.get(uri)?.seenAt ?? never) > seenAt) return;
    // Taken out and put in again: the map is in the order in which things were seen.
    seen.delete(uri);
    seen.set(uri, { item: withoutContents(item), seenAt });
    const [oldest] = seen.keys();
    if (seen.size > maximum && oldest !== undefined) seen.delete(oldest);
  }

  function look(value: unknown, how: Sighting, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (!Array.isArray(value)) keep(value as Readonly<Record<string, unknown>>, how);
    for (const inner of Object.values(value)) look(inner, how, depth + 1);
  }

  return {
    now,
    see: (answer, how) => look(answer, how, 0),
    recall(uri) {
      const known = seen.get(uri);
      return known !== undefined && now() - known.seenAt < maxAgeMs ? known : undefined;
    },
    changed(uri) {
      seen.delete(uri);
      changedAt.delete(uri);
      changedAt.set(uri, now());
      const [oldest] = changedAt;
      if (changedAt.size <= maximum || oldest === undefined) return;
      changedAt.delete(oldest[0]);
      othersChangedAt = oldest[1];
    },
    mayHaveChanged() {
      playlistsChangedAt = now();
      for (const uri of [...seen.keys()]) if (uri.startsWith(playlist)) seen.delete(uri);
    },
    forget() {
      forgottenAt = now();
      // They bear the names of what was changed; Spotify may show the past of a playlist all the same.
      changedAt.clear();
      playlistsChangedAt = forgottenAt;
      seen.clear();
    },
  };
}

/**
 * What a list says of an item. What it holds is left out: that has an age of its own, and much room in memory. Of a playlist a list says
 * where that is and how much.
 */
function withoutContents(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.values(item).some(isPage)) return item;
  const said = Object.entries(item).flatMap(([name, value]) => {
    if (!isPage(value)) return [[name, value]];
    return item.type === 'playlist' ? [[name, { href: value.href, total: value.total }]] : [];
  });
  return Object.fromEntries(said);
}

function isPage(value: unknown): value is Readonly<Record<'href' | 'total', unknown>> {
  return Array.isArray(Object(value).items);
}
