import { wait } from '../playback/wait.js';
import { counted, quoted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { inChunks } from '../writes/in-chunks.js';
import { type Receipt, whileUndoable } from '../writes/receipt.js';
import { snapshotOf } from './change-contents.js';
import { type Contents, readContents, readSize } from './contents.js';
import { changeQuietly } from './take-back.js';

/** Spotify takes no more URIs than this per request. */
const chunkSize = 100;
const pausesMs = [300, 700, 1500];

/** What to add, and where. */
export interface Addition {
  readonly tool: string;
  readonly playlistId: string;
  readonly uris: readonly string[];
  readonly position?: number | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Adds to a playlist in order, in chunks, and looks whether it has grown by as much. */
export async function addToContents(addition: Addition, context: ToolContext): Promise<Receipt> {
  const { playlistId, uris, position, tool } = addition;
  const before = await readSize(playlistId, context);
  const at = Math.min(position ?? before.total, before.total);
  const facts = {
    uri: `spotify:playlist:${playlistId}`,
    summary: `added ${counted(uris.length, 'item')} to ${quoted(before.name)}`,
    before: before.total,
    after: before.total + uris.length,
  };
  if (uris.length === 0) return { ...facts, outcome: 'unchanged' };
  if (addition.dryRun === true) return { ...facts, outcome: 'planned' };
  let isWhole = false;
  const write = {
    tool,
    summary: facts.summary,
    async undo(later: ToolContext) {
      const now = await readContents(playlistId, later, { fresh: true });
      const landed = landedAt(at, uris, now);
      const end = at + (isWhole && landed < uris.length ? 0 : landed);
      return await changeQuietly(now, end > at ? (_entry, index) => index < at || index >= end : undefined, later);
    },
  };
  const { result: snapshot, undo } = await whileUndoable(context, write, () =>
    appendInChunks({ playlistId, uris, position: position === undefined ? undefined : at }, context),
  );
  isWhole = true;
  const { total, verified } = await grown(playlistId, facts.after, context);
  return {
    ...facts,
    outcome: 'done',
    after: total,
    verified,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...undo,
  };
}

/** How many of what was to be added stands there, as far as whole chunks came. */
function landedAt(at: number, uris: readonly string[], { entries }: Contents): number {
  const wrong = uris.findIndex((uri, index) => entries[at + index]?.uri !== uri);
  return wrong < 0 ? uris.length : wrong - (wrong % chunkSize);
}

/** Adds in chunks, in order; when one fails after something has landed, the error says exactly how much did. */
export async function appendInChunks(
  job: { playlistId: string; uris: readonly string[]; position?: number | undefined; before?: string },
  context: ToolContext,
): Promise<string | undefined> {
  let snapshot: string | undefined;
  await inChunks(
    {
      entries: job.uris,
      size: chunkSize,
      done: 'landed',
      before: job.before,
      goOn: (done) => `Go on from item ${done + 1}; adding all again would double the first ones.`,
      run: async (uris, start) => {
        const at = job.position === undefined ? {} : { position: job.position + start };
        const params = { playlist_id: job.playlistId, uris, ...at };
        snapshot = snapshotOf(await context.spotify.playlists.addItems(params, { signal: context.signal }));
      },
    },
    context,
  );
  return snapshot;
}

async function grown(
  playlistId: string,
  expected: number,
  context: ToolContext,
): Promise<{ total: number; verified: boolean }> {
  for (const pauseMs of pausesMs) {
    const { total } = await readSize(playlistId, context);
    if (total === expected) return { total, verified: true };
    await wait(pauseMs, context);
  }
  const { total } = await readSize(playlistId, context);
  return { total, verified: total === expected };
}
