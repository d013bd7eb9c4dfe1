import { PartialError } from '../errors.js';
import { explainError } from '../explain-error.js';
import { given } from '../inputs.js';
import { fieldsOf, textOf } from '../outputs.js';
import { wait } from '../playback/wait.js';
import { quoted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { askFirst } from '../writes/confirm.js';
import { type Receipt, whileUndoable } from '../writes/receipt.js';
import { type Contents, readContents } from './contents.js';
import { planChange, type Step, type Wanted } from './plan-change.js';

/** A change of what a playlist holds. */
export interface ContentsChange {
  readonly tool: string;
  readonly playlist: Contents;
  readonly wanted: Wanted;
  /** What is done, in one line without the playlist's name: `removed 3 items`. */
  readonly summary: string;
  readonly dryRun?: boolean | undefined;
  /** Present for changes that take something away: the token given, if any. */
  readonly confirm?: { readonly token: string | undefined };
}

/** Changes what a playlist holds with as few requests as keep the dates, looks whether it is so, and keeps what was there. */
export async function changeContents(change: ContentsChange, context: ToolContext): Promise<Receipt> {
  const { playlist, wanted, tool } = change;
  const before = playlist.entries.map(({ uri }) => uri);
  const after = wanted.map((entry) => (typeof entry === 'number' ? (before[entry] ?? '') : entry));
  const summary = `${change.summary} in ${quoted(playlist.name)}`;
  const facts = { summary, uri: playlist.uri, before: before.length, after: after.length };
  const steps = sameList(before, after) ? [] : planChange(before, wanted);
  if (steps.length === 0) return { ...facts, outcome: 'unchanged' };
  const losesDates = steps.some(({ kind }) => kind === 'replace');
  const note = losesDates ? `${summary}; the dates at which things were added are lost` : summary;
  if (change.dryRun === true) return { ...facts, summary: note, outcome: 'planned' };
  if (change.confirm !== undefined) {
    const plan = { question: note, facts: [playlist.uri, before, after] };
    const consent = await askFirst(plan, change.confirm.token, context);
    if (!consent.given) return { ...facts, summary: note, outcome: 'needs_confirmation', confirm: consent.confirm };
  }
  const write = { tool, summary, undo: (later: ToolContext) => restore(playlist, after, later) };
  const { undo } = await whileUndoable(context, write, () => applySteps(playlist.id, steps, context));
  const { verified, snapshot } = await verify(playlist.id, after, context);
  return { ...facts, summary: note, outcome: 'done', verified, ...given({ snapshot }), ...undo };
}

/** Sends the steps of a plan, in order; when one fails after others were done, the error says how many. */
export async function applySteps(id: string, steps: readonly Step[], context: ToolContext): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      context.signal.throwIfAborted();
      await send(id, step, context);
    } catch (error) {
      if (index === 0) throw error;
      throw new PartialError(
        `${index} of ${steps.length} requests of this change are done, the next one failed: ${explainError(error).message}`,
        'Read the playlist before going on.',
        error,
      );
    }
    context.progress?.({ done: index + 1, total: steps.length, message: 'changing the playlist' });
  }
}

async function send(playlist_id: string, step: Step, { spotify, signal }: ToolContext): Promise<unknown> {
  const { playlists } = spotify;
  switch (step.kind) {
    case 'remove':
      return await playlists.removeItems({ playlist_id, items: step.uris.map((uri) => ({ uri })) }, { signal });
    case 'move':
      return await playlists.updateItems(
        { playlist_id, range_start: step.move.from, insert_before: step.move.before, range_length: 1 },
        { signal },
      );
    case 'add':
      return await playlists.addItems({ playlist_id, uris: step.uris, position: step.position }, { signal });
    case 'replace':
      return await playlists.updateItems({ playlist_id, uris: step.uris }, { signal });
  }
}

/** What was changed shows after about half a second. */
const pausesMs = [300, 700, 1500];

async function verify(
  id: string,
  expected: readonly string[],
  context: ToolContext,
): Promise<{ verified: boolean; snapshot?: string | undefined }> {
  for (const pauseMs of [...pausesMs, undefined]) {
    const { entries, snapshot } = await readContents(id, context, { fresh: true });
    const verified = sameList(
      entries.map(({ uri }) => uri),
      expected,
    );
    if (verified || pauseMs === undefined) return { verified, snapshot };
    await wait(pauseMs, context);
  }
  return { verified: false };
}

/** Puts back what a playlist held, unless it has been changed again since. */
async function restore(playlist: Contents, expected: readonly string[], context: ToolContext): Promise<string> {
  const now = await readContents(playlist.id, context, { fresh: true });
  const held = now.entries.map(({ uri }) => uri);
  const before = playlist.entries.map(({ uri }) => uri);
  const free = new Map<string, number[]>();
  for (const [index, uri] of held.entries()) free.set(uri, [...(free.get(uri) ?? []), index]);
  const wanted = before.map((uri) => free.get(uri)?.shift() ?? uri);
  await applySteps(playlist.id, planChange(held, wanted), context);
  const changed = sameList(held, expected) ? '' : ' (what others changed meanwhile is gone)';
  return `${quoted(playlist.name)} holds ${before.length} items again, as before${changed}`;
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

/** The version that a write answered with. */
export function snapshotOf(answer: unknown): string | undefined {
  return textOf(fieldsOf(answer).snapshot_id);
}
