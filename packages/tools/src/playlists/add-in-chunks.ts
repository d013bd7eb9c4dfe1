import { PartialError } from '../errors.js';
import { explainError } from '../explain-error.js';
import { given } from '../inputs.js';
import { fieldsOf, textOf } from '../outputs.js';
import { counted } from '../text.js';
import type { ToolContext } from '../tool.js';

/** Spotify takes no more URIs than this per request. */
const chunkSize = 100;

/** What to add, where, and what to say was done before if it fails half-way. */
export interface Addition {
  readonly playlistId: string;
  readonly uris: readonly string[];
  readonly position?: number | undefined;
  /** What already happened, as a sentence: `The playlist X was created.` */
  readonly before?: string;
}

/**
 * Adds in chunks, in order. When a chunk fails after something has landed, the error says exactly how much did:
 * repeating everything would add it twice.
 */
export async function addInChunks(
  { playlistId, uris, position, before }: Addition,
  { spotify, signal }: ToolContext,
): Promise<{ added: number; snapshot?: string }> {
  let snapshot: string | undefined;
  for (let added = 0; added < uris.length; added += chunkSize) {
    const chunk = uris.slice(added, added + chunkSize);
    const at = position === undefined ? undefined : position + added;
    try {
      const answer = await spotify.playlists.addItems(
        { playlist_id: playlistId, uris: chunk, ...given({ position: at }) },
        { signal },
      );
      snapshot = textOf(fieldsOf(answer).snapshot_id);
    } catch (error) {
      if (added === 0 && before === undefined) throw error;
      throw halfWay(added, uris.length, before, error);
    }
  }
  return { added: uris.length, ...given({ snapshot }) };
}

function halfWay(added: number, asked: number, before: string | undefined, error: unknown): PartialError {
  const { message, hint, code } = explainError(error);
  const sent = code === 'timeout' || code === 'network' || code === 'aborted' || code === 'deadline';
  return new PartialError(
    [before, `${added} of ${counted(asked, 'item')} landed, in order; the next chunk failed: ${message}`]
      .filter(Boolean)
      .join(' '),
    [
      sent
        ? 'That chunk may have landed all the same: read the playlist before going on.'
        : `Go on from item ${added + 1}; adding all again would double the first ones.`,
      hint,
    ]
      .filter(Boolean)
      .join(' '),
    error,
  );
}
