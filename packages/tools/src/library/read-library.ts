import { describeItem, fieldsOf, type ItemOutput, textOf } from '../outputs.js';
import { collect, type ListPage, pageOf } from '../paging.js';
import type { ToolContext } from '../tool.js';

/** The shelves of a library. */
export const shelves = ['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks'] as const;

/** One shelf of a library. */
export type Shelf = (typeof shelves)[number];

/** Spotify gives no more than this per request. */
const pageSize = 50;

/** Reads a part of a shelf. Artists have no offset at Spotify: those before it are read too. */
export async function readShelf(
  shelf: Shelf,
  range: { readonly limit: number; readonly offset: number },
  context: ToolContext,
): Promise<ListPage> {
  if (shelf === 'artists') return await readArtists(range, context);
  const { spotify, signal, progress } = context;
  const list = spotify.library[shelf];
  return await collect({ ...range, pageSize }, async (page) => {
    const read = pageOf(await list(page, { signal }));
    const total = Math.min(range.limit, Math.max(0, read.total - range.offset));
    const done = Math.min(total, page.offset - range.offset + read.entries.length);
    if (total > pageSize) progress?.({ done, total, message: 'reading the library' });
    return read;
  });
}

async function readArtists(
  { limit, offset }: { readonly limit: number; readonly offset: number },
  { spotify, signal }: ToolContext,
): Promise<ListPage> {
  const all: unknown[] = [];
  let total = 0;
  let after: string | undefined;
  do {
    const page = fieldsOf(
      fieldsOf(await spotify.me.following({ type: 'artist', limit: pageSize, after }, { signal })).artists,
    );
    const read = pageOf(page);
    all.push(...read.entries);
    total = read.total;
    after = read.entries.length === 0 ? undefined : textOf(fieldsOf(page.cursors).after);
  } while (after !== undefined && all.length < offset + limit);
  return { entries: all.slice(offset, offset + limit), total };
}

/** The thing in an entry of a shelf; most shelves wrap it together with the date. */
export function savedThing(value: unknown): unknown {
  const fields = fieldsOf(value);
  const inner = fields.track ?? fields.album ?? fields.show ?? fields.episode ?? fields.audiobook;
  return typeof inner === 'object' && inner !== null && textOf(fields.uri) === undefined ? inner : value;
}

/** Describes an entry of a shelf. */
export function describeSaved(value: unknown): (ItemOutput & { added?: string }) | undefined {
  const item = describeItem(savedThing(value));
  if (item === undefined) return undefined;
  const added = textOf(fieldsOf(value).added_at)?.slice(0, 10);
  return { ...item, ...(added === undefined ? {} : { added }) };
}
