import { fieldsOf, listOf, textOf } from '../outputs.js';
import { comparable } from '../words/spoken.js';
import type { Entry } from './contents.js';

/** How much two entries must have in common to be the same. */
export const sameness = ['id', 'recording', 'name'] as const;

/** One way of being the same: the same id; the same recording by ISRC; or the same name by the same artist, versions apart. */
export type Sameness = (typeof sameness)[number];

/** `(Live)`, `- Remastered 2011`, `[feat. X]`: what tells versions of one song apart in its name. */
const version =
  /\s*(?:[([](?:feat|ft|with|remaster|live|mono|stereo|radio|single|album|deluxe|bonus|acoustic|edit|\d{4})[^)\]]*[)\]]|-\s*(?:\d{4}\s+)?(?:remaster|live|mono|stereo|radio|single|album|deluxe|bonus|acoustic|edit).*)$/i;

/** What an entry is known by; entries with the same key are the same. Undefined for what is like nothing else. */
export function keyOf({ uri, item, facts }: Entry, by: Sameness): string | undefined {
  if (uri === '') return undefined;
  if (by === 'id') return uri;
  if (by === 'recording') return textOf(fieldsOf(facts.external_ids).isrc)?.toUpperCase() ?? uri;
  if (item === undefined) return uri;
  // Guests are named by one release and not by another: whoever stands first made it.
  const maker = textOf(fieldsOf(listOf(facts.artists)[0]).name) ?? item.by ?? '';
  return `${comparable(item.name.replace(version, ''))}\n${comparable(maker)}`;
}

/** The places of entries that are the same as an earlier one. */
export function findDuplicates(entries: readonly Entry[], by: Sameness): readonly number[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry, by);
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return [];
    }
    return [index];
  });
}
