/** Something that is asked for: public when there is no user. */
export interface Read {
  readonly kind: 'read';
  readonly atMs: number;
  readonly process: number;
  readonly user: string | undefined;
  readonly key: string;
  readonly tags: readonly string[];
  readonly freshForMs: number;
  readonly staleForMs: number;
}

/** Something that a user changes, and what depends on it. */
export interface Write {
  readonly kind: 'write';
  readonly atMs: number;
  readonly process: number;
  readonly user: string;
  readonly tags: readonly string[];
}

/** What happened in the order of time: the same every time, whoever plays it. */
export interface Trace {
  readonly name: string;
  readonly processes: number;
  /** Whether processes live for one command each, and only the shared store remembers. */
  readonly isShortLived: boolean;
  readonly operations: readonly (Read | Write)[];
}

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** For how long what is fresh, and is then given while it is refreshed: as the runtime decides it for Spotify. */
export const freshness = {
  profile: [hour, 5 * hour],
  top: [6 * hour, 6 * hour],
  playlists: [minute, minute],
  playlist: [30 * second, 30 * second],
  library: [minute, 2 * minute],
  player: [second, 0],
  catalogue: [6 * hour, 6 * hour],
  search: [2 * minute, 8 * minute],
} as const;

/** Who asks, where and when. */
export interface Asker {
  readonly atMs: number;
  readonly process: number;
  readonly user: string;
}

/** Makes the operations of a user. */
export const asks = {
  read(who: Asker, kind: keyof typeof freshness, id = ''): Read {
    const [freshForMs, staleForMs] = freshness[kind];
    const isPublic = kind === 'catalogue' || kind === 'search';
    const tags = kind === 'playlist' ? [`playlist:${id}`] : isPublic ? [] : [kind];
    return {
      ...who,
      user: isPublic ? undefined : who.user,
      kind: 'read',
      key: `${kind} ${id}`,
      tags,
      freshForMs,
      staleForMs,
    };
  },
  write(who: Asker, kind: 'playlist' | 'library' | 'player', id = ''): Write {
    const tags = kind === 'playlist' ? [`playlist:${id}`, 'playlists'] : [kind];
    return { ...who, kind: 'write', tags };
  },
};

/** Numbers from 0 to below 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks places from 0, the first ones most often: by Zipf's law with exponent 1. */
export function zipf(count: number, random: () => number): () => number {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank += 1) {
    sum += 1 / rank;
    sums.push(sum);
  }
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Puts operations in the order of time. */
export function inOrder(operations: readonly (Read | Write)[]): readonly (Read | Write)[] {
  return operations.toSorted((one, other) => one.atMs - other.atMs);
}
