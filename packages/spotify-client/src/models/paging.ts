/** One page of a list that is counted by offset. */
export interface Paging<Item> {
  readonly href: string;
  readonly items: readonly Item[];
  readonly limit: number;
  /** The URL of the next page; null on the last. */
  readonly next: string | null;
  readonly offset: number;
  readonly previous: string | null;
  /** How many there are on all pages; has been seen to be null. */
  readonly total: number | null;
}

/** Where a list that is read by cursor goes on. */
export interface Cursors {
  readonly after?: string | null;
  readonly before?: string | null;
}

/** One page of a list that is read by cursor. */
export interface CursorPaging<Item> {
  readonly href: string;
  readonly items: readonly Item[];
  readonly limit: number;
  /** The URL of the next page; null on the last. */
  readonly next: string | null;
  /** Null when there is nowhere to go. */
  readonly cursors: Cursors | null;
  readonly total?: number | null;
}

/** A list that was left out of an object: where to read it and how long it is. */
export interface PagingReference {
  readonly href: string;
  readonly total: number | null;
}
