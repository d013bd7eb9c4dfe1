import type { EnvelopeHeader } from './envelope-header.js';

/** Where the invalidations of a store stand: a count, and the life of the store in which it counts. */
export interface Position {
  /** A random name; another one means that the store was emptied or replaced, and that nothing from before counts. */
  readonly epoch: string;
  readonly sequence: number;
}

/** What a store says about one entry. */
export interface StoreRead {
  readonly position: Position;
  /** `void`: there, but invalidated since its load began. `damaged`: there, but nothing that was written by this library. */
  readonly found: 'valid' | 'void' | 'absent' | 'damaged';
  /** The envelope, when it is valid. */
  readonly bytes?: Uint8Array;
  /** What the envelope says of itself, from a store that has read that already. */
  readonly header?: EnvelopeHeader;
  /** How long the store will keep it, by the clock of the store. */
  readonly remainingMs?: number;
}

/** One of many entries that are asked for at once. */
export interface StoreQuestion {
  readonly id: string;
  /** The names that the entry is believed to have: to be wrong about them changes no answer. */
  readonly names: readonly string[];
}

/** One entry to be written. */
export interface StoreWrite {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Everything that can make it void. */
  readonly names: readonly string[];
  /** Where the invalidations stood before the value was loaded. */
  readonly since: Position;
  /** How old the value is; just loaded unless said. */
  readonly ageMs?: number;
  readonly ttlMs: number;
  /** For an origin that shows writes late: when one of these names was invalidated so recently, the entry is not kept. */
  readonly settle?: { readonly names: readonly string[]; readonly forMs: number };
}

/** What is no longer true. */
export interface Change {
  readonly names: readonly string[];
  /** Set when everything whose id begins so is forgotten: a user. */
  readonly forgotten?: string;
}

/** A change, as every process hears of it. */
export interface Notice extends Change {
  readonly position: Position;
  /** Which cache made the change. */
  readonly origin: string;
}

/** Whoever wants to hear what other processes change. */
export interface StoreListener {
  /** In the order of the positions; what was missed shows as a gap in their sequence. */
  heard(notice: Notice): void;
  /** From now on everything is heard; what happened before may have been missed. */
  up(): void;
  /** From now on things may be missed. `trouble` says why, where it is known and does not pass by itself. */
  down(trouble?: Error): void;
}

/** A line on which changes are heard. */
export interface Subscription {
  /** Resolves when everything that had changed before is heard. Rejects when the line is down. */
  ping(): Promise<void>;
  /** Gives up a line that does not answer, for a new one. */
  reconnect(): void;
  close(): void;
}

/**
 * A tier that several processes share. Its methods reject when it can't be asked, and may take as long as they want: the
 * cache waits for none of them longer than it is allowed to. No method compares clocks of different machines.
 */
export interface SharedStore {
  /** What it is, for statistics: `redis`. */
  readonly kind: string;
  /** Where the invalidations stand; begins an epoch where there is none. */
  position(): Promise<Position>;
  /**
   * Finds an entry and judges it by its names and the epoch, as they are at one moment after it was asked. `names` are those
   * that the entry is believed to have: to know them before may spare a step, and to be wrong about them changes no answer.
   */
  read(id: string, names?: readonly string[]): Promise<StoreRead>;
  /**
   * Finds many at once, and says of each what `read` would say, in the order of the questions; but what is no entry at all may
   * count as absent. A store that leaves it out is asked for each by itself.
   */
  readMany?(questions: readonly StoreQuestion[]): Promise<readonly StoreRead[]>;
  /**
   * Keeps the entry only if the epoch is the same, it began no later than the latest invalidation, none of its names was
   * invalidated since, and what is there began no later, nor at the same count with a younger value; in one step. Says whether it did.
   */
  write(entry: StoreWrite): Promise<boolean>;
  /** Makes everything with one of these names void, at a cost that does not depend on how much that is, and tells all. */
  invalidate(change: Change, origin: string): Promise<Position>;
  /** Deletes every entry whose id, and every name, that begins so; looks again, and returns how many entries that were. */
  erase(prefix: string): Promise<number>;
  /** How many entries there are whose id begins so, void ones too, in time proportional to all that there is. */
  count(prefix: string): Promise<number>;
  /** Begins a new epoch: everything is void. Tells all. */
  renew(origin: string): Promise<Position>;
  /** Takes a lock that ends by itself; undefined when another has it. A lost lock may cost a second load, never a wrong value. */
  lock(id: string, ttlMs: number): Promise<(() => Promise<void>) | undefined>;
  listen(listener: StoreListener): Subscription;
  /** Gives up connections that do not answer, for new ones. */
  reconnect(): void;
  close(): Promise<void>;
}
