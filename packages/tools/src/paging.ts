import { fieldsOf, listOf, numberOf } from './outputs.js';

/** One page of a list, whatever it lists. */
export interface ListPage {
  readonly entries: readonly unknown[];
  readonly total: number;
}

/** Reads a paging object of Spotify; its total is sometimes null. */
export function pageOf(value: unknown): ListPage {
  const fields = fieldsOf(value);
  const entries = listOf(fields.items);
  return { entries, total: numberOf(fields.total) ?? (numberOf(fields.offset) ?? 0) + entries.length };
}

/** Where a page lies in its list, and where to go on unless the list ends here. */
export function place(
  offset: number,
  shown: number,
  total: number,
): { offset: number; total: number; next_offset?: number } {
  const next = offset + shown;
  return { offset, total, ...(shown > 0 && next < total ? { next_offset: next } : {}) };
}

/**
 * Collects `limit` entries where Spotify gives at most `pageSize` at a time. A page that is shorter than asked for
 * ends it, so it costs at most ceil(limit / pageSize) requests.
 */
export async function collect(
  range: { readonly limit: number; readonly offset: number; readonly pageSize: number },
  load: (page: { limit: number; offset: number }) => Promise<ListPage>,
): Promise<ListPage> {
  const entries: unknown[] = [];
  let total = 0;
  while (entries.length < range.limit) {
    const wanted = Math.min(range.pageSize, range.limit - entries.length);
    const offset = range.offset + entries.length;
    const page = await load({ limit: wanted, offset });
    entries.push(...page.entries);
    total = page.total;
    if (page.entries.length < wanted || offset + wanted >= total) break;
  }
  return { entries, total };
}
