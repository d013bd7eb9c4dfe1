import { given } from '../inputs.js';
import { describeItem, fieldsOf, textOf } from '../outputs.js';
import { counted, quoted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { type Receipt, whileUndoable } from '../writes/receipt.js';
import { appendInChunks } from './append.js';
import { readSize } from './contents.js';

/** A playlist to make, with what shall be in it. */
export interface NewPlaylist {
  readonly tool: string;
  readonly name: string;
  readonly uris: readonly string[];
  readonly isPublic?: boolean;
  readonly isCollaborative?: boolean | undefined;
  readonly description?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Makes a playlist with contents, looks whether they arrived, and keeps how to take it back. */
export async function makePlaylist(wanted: NewPlaylist, context: ToolContext): Promise<Receipt> {
  const { tool, name, uris, isPublic = false, isCollaborative, description } = wanted;
  const { spotify, signal } = context;
  const summary = `created ${quoted(name)}, ${uris.length === 0 ? 'empty' : `with ${counted(uris.length, 'item')}`}`;
  if (wanted.dryRun === true) return { outcome: 'planned', summary, before: 0, after: uris.length };
  const details = { name, public: isPublic, ...given({ description, collaborative: isCollaborative }) };
  const created = await spotify.playlists.create(details, { signal });
  const uri = describeItem(created)?.uri ?? `spotify:playlist:${created.id}`;
  const write = {
    tool,
    summary,
    async undo(later: ToolContext) {
      await later.spotify.library.remove({ uris: [uri] }, { signal: later.signal });
      return `${quoted(name)} is gone`;
    },
  };
  const before = `The playlist ${quoted(name)} was created (${uri}).`;
  const { result, undo } = await whileUndoable(context, write, () =>
    appendInChunks({ playlistId: created.id, uris, before }, context),
  );
  const snapshot = result ?? textOf(fieldsOf(created).snapshot_id);
  const { total } = await readSize(created.id, context);
  const facts = { summary: `${summary} (${uri})`, uri, before: 0, after: total, verified: total === uris.length };
  return { outcome: 'done', ...facts, ...(snapshot === undefined ? {} : { snapshot }), ...undo };
}
