import { isReference } from '../item-reference.js';
import { describeItem, type ItemOutput } from '../outputs.js';
import { pageOf } from '../paging.js';
import type { ToolContext } from '../tool.js';
import { comparable } from '../words/spoken.js';
import type { Line } from './formats.js';

/** How a line was found: by its address, its ISRC, its exact name; or only something like it, or nothing. */
export interface Match {
  readonly how: 'address' | 'isrc' | 'name' | 'similar' | 'none';
  readonly uri?: string;
  readonly found?: ItemOutput;
}

/** Finds the track that a line of somebody's list means. */
export async function matchLine(line: Line, context: ToolContext): Promise<Match> {
  const { uri, isrc, title, artist } = line;
  if (uri !== undefined && isReference(uri)) return { how: 'address', uri };
  if (isrc !== undefined && /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/i.test(isrc)) {
    const [hit] = await search(`isrc:${isrc}`, context);
    if (hit !== undefined) return { how: 'isrc', uri: hit.uri, found: hit };
  }
  if (title === undefined) return { how: 'none' };
  const hits = await search(artist === undefined ? title : `${title} ${artist}`, context);
  const isExact = (hit: ItemOutput): boolean =>
    comparable(hit.name) === comparable(title) &&
    (artist === undefined ||
      comparable(hit.by ?? '').includes(comparable(artist)) ||
      comparable(artist).includes(comparable(hit.by ?? '')));
  const exact = hits.find(isExact);
  if (exact !== undefined) return { how: 'name', uri: exact.uri, found: exact };
  const [similar] = hits;
  return similar === undefined ? { how: 'none' } : { how: 'similar', uri: similar.uri, found: similar };
}

async function search(q: string, { spotify, signal }: ToolContext): Promise<readonly ItemOutput[]> {
  const answer = await spotify.search.search({ q, type: ['track'], limit: 5 }, { signal });
  return pageOf(answer.tracks)
    .entries.map(describeItem)
    .filter((item) => item !== undefined);
}
