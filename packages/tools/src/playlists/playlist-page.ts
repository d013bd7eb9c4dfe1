import { describeItem, fieldsOf, type ItemOutput } from '../outputs.js';

/** An entry of a playlist with its place in it; holes, local files and podcasts keep theirs. */
export interface PlaylistEntry extends ItemOutput {
  readonly position: number;
}

/**
 * The item of a playlist entry. Development Mode calls it `item` (and has a boolean `track` beside it), extended apps
 * still get `track`; either may be null when the thing has gone.
 */
export function entryItem(entry: unknown): unknown {
  const fields = fieldsOf(entry);
  return fields.item ?? (typeof fields.track === 'object' ? fields.track : undefined);
}

/** Describes a page of a playlist, and counts what cannot be described. */
export function describeEntries(
  entries: readonly unknown[],
  offset: number,
): { items: PlaylistEntry[]; unavailable: number } {
  const items = entries.flatMap((entry, index) => {
    const item = describeItem(entryItem(entry));
    return item === undefined ? [] : [{ position: offset + index, ...item }];
  });
  return { items, unavailable: entries.length - items.length };
}

/** The page of contents that a playlist brings along, whichever of its two names it has; undefined when it is withheld. */
export function embeddedPage(playlist: unknown): unknown {
  const fields = fieldsOf(playlist);
  return [fields.items, fields.tracks].find((page) => Array.isArray(fieldsOf(page).items));
}
