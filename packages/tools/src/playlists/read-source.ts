import { readShelf } from '../library/read-library.js';
import { fieldsOf, textOf } from '../outputs.js';
import { collect, pageOf } from '../paging.js';
import type { ToolContext } from '../tool.js';
import { resolveItem } from '../words/resolve-item.js';
import { meansLikedSongs } from '../words/spoken.js';
import { type Entry, readContents, toEntry } from './contents.js';

/** Where songs can come from. */
export interface Source {
  readonly name: string;
  readonly uri: string;
  readonly entries: readonly Entry[];
}

/** As many saved tracks as a playlist can hold. */
const mostSaved = 10_000;

/** Reads all songs of a playlist, an album, or of "liked songs". */
export async function readSource(reference: string, context: ToolContext): Promise<Source> {
  const { spotify, signal } = context;
  if (meansLikedSongs(reference)) {
    const { entries } = await readShelf('tracks', { limit: mostSaved, offset: 0 }, context);
    const saved = entries.map(fieldsOf).map(({ track, added_at }) => toEntry(track, added_at));
    return { name: 'Liked Songs', uri: 'spotify:collection', entries: saved };
  }
  const { kind, id, uri } = await resolveItem(reference, { allowed: ['playlist', 'album'] }, context, 'The source');
  if (kind === 'playlist') return await readContents(id, context);
  const album = await spotify.albums.get({ id }, { signal });
  const { entries } = await collect({ limit: mostSaved, offset: 0, pageSize: 50 }, async (page) =>
    pageOf(await spotify.albums.tracks({ id, ...page }, { signal })),
  );
  return {
    name: textOf(fieldsOf(album).name) ?? '(no name)',
    uri,
    entries: entries.map((track) => toEntry(track)),
  };
}
