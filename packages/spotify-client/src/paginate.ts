/** What a page must tell; every page of Spotify does. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly next: string | null;
  /** Only of lists that are read by cursor. */
  readonly cursors?: { readonly after?: string | null } | null;
}

/** Where the next page begins: `offset` for lists that are counted, `after` for lists that are read by cursor. */
export interface PagePosition {
  readonly offset: number;
  /** Undefined for the first page. */
  readonly after: string | undefined;
}

/** How far to read. */
export interface PaginateOptions {
  /** How many items at most. Default: all there are. */
  readonly max?: number | undefined;
}

/** Reads a list item by item, and a page only when its first item is asked for. */
export async function* paginate<Item>(
  fetchPage: (position: PagePosition) => Promise<Page<Item>>,
  options: PaginateOptions = {},
): AsyncGenerator<Item, void, undefined> {
  const { max = Number.POSITIVE_INFINITY } = options;
  let offset = 0;
  let after: string | undefined;
  while (offset < max) {
    const page = await fetchPage({ offset, after });
    for (const item of page.items.slice(0, max - offset)) yield item;
    // Spotify has been seen to promise a next page that is empty.
    if (page.next === null || page.items.length === 0) return;
    offset += page.items.length;
    after = page.cursors?.after ?? undefined;
    if (page.cursors !== undefined && after === undefined) return;
  }
}
