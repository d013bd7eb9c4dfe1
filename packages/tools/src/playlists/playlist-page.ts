import type { z } from 'zod';
import { type Details, type detail, withDetails } from '../details.js';
import { describeItem, fieldsOf, type ItemOutput } from '../outputs.js';

/** An entry of a playlist with its place in it; holes, local files and podcasts keep theirs. */
export interface PlaylistEntry extends ItemOutput {
  readonly position: number;
  readonly more?: Details;
}

/** Describes a page of a playlist, and counts what cannot be described. */
export function describeEntries(
  entries: readonly unknown[],
  offset: number,
  wanted?: z.output<typeof detail>,
): { items: PlaylistEntry[]; unavailable: number } {
  const items = entries.flatMap((entry, index) => {
    const inside = fieldsOf(entry).item;
    const item = describeItem(inside);
    return item === undefined ? [] : [{ position: offset + index, ...withDetails(item, wanted, inside, entry) }];
  });
  return { items, unavailable: entries.length - items.length };
}

/** The page of contents that a playlist brings along; undefined when it is withheld. */
export function embeddedPage(playlist: unknown): unknown {
  const { items } = fieldsOf(playlist);
  return Array.isArray(fieldsOf(items).items) ? items : undefined;
}
