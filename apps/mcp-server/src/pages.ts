import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** Longer lists are given page by page. Most clients read no second page of tools, so it lies above what we offer. */
const usualPageSize = 100;

/** Gives a list page by page, under the name that its method has for it; a cursor that is not ours is refused. */
export function createPager<Entry>(entries: readonly Entry[], pageSize = usualPageSize) {
  return <Name extends string>(
    name: Name,
    cursor?: string,
  ): { readonly [Key in Name]: Entry[] } & { nextCursor?: string } => {
    const start = cursor === undefined ? 0 : startOf(cursor, entries.length);
    const end = start + pageSize;
    const page = { [name]: entries.slice(start, end) } as { readonly [Key in Name]: Entry[] };
    return end < entries.length ? { ...page, nextCursor: cursorOf(end) } : page;
  };
}

function cursorOf(start: number): string {
  return Buffer.from(`from:${start}`).toString('base64url');
}

function startOf(cursor: string, length: number): number {
  const [, digits] = /^from:(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const start = Number(digits);
  if (digits !== undefined && start < length) return start;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The cursor is none of this list: begin again without one.');
}
