import { z } from 'zod';
import { PartialError } from '../errors.js';
import { lines } from '../text.js';
import type { ToolContext } from '../tool.js';
import type { UndoableWrite } from './journal.js';

/** What every write answers with. */
export const receiptOutput: z.ZodObject<{
  outcome: z.ZodEnum<{
    done: 'done';
    unchanged: 'unchanged';
    planned: 'planned';
    needs_confirmation: 'needs_confirmation';
  }>;
  summary: z.ZodString;
  uri: z.ZodOptional<z.ZodString>;
  before: z.ZodOptional<z.ZodInt>;
  after: z.ZodOptional<z.ZodInt>;
  verified: z.ZodOptional<z.ZodBoolean>;
  snapshot: z.ZodOptional<z.ZodString>;
  undo: z.ZodOptional<z.ZodString>;
  confirm: z.ZodOptional<z.ZodString>;
}> = z.object({
  outcome: z.enum(['done', 'unchanged', 'planned', 'needs_confirmation']),
  summary: z.string(),
  uri: z.string().optional(),
  before: z.int().optional(),
  after: z.int().optional(),
  verified: z.boolean().optional(),
  snapshot: z.string().optional(),
  undo: z.string().optional(),
  confirm: z.string().optional(),
});

/** What a write did, or would do. Counts of things `before` and `after`; `verified` when it was looked for afterwards. */
export type Receipt = z.output<typeof receiptOutput>;

/** The words for a receipt. */
export function receiptText({ outcome, summary, before, after, verified, undo, confirm }: Receipt): string {
  const counts = before === undefined || after === undefined ? '' : ` (${before} before, ${after} after)`;
  switch (outcome) {
    case 'unchanged':
      return `Nothing to do: ${summary}.`;
    case 'planned':
      return `Would do, nothing was sent: ${summary}${counts}.`;
    case 'needs_confirmation':
      return `Not done yet: ${summary}${counts}. If the person wants it, call again with confirm="${confirm}".`;
    case 'done':
      return lines(
        `Done: ${summary}${counts}.`,
        verified === false ? 'Spotify took it, but does not show it yet: look again before relying on it.' : undefined,
        undo === undefined ? undefined : `undo_write takes it back (${undo}).`,
      );
  }
}

/** Keeps a write for undo_write, where there is a journal; gives the field for the receipt. */
export function undoable({ journal }: ToolContext, write: UndoableWrite): { undo?: string } {
  return journal === undefined ? {} : { undo: journal.record(write) };
}

/**
 * Carries out a write that undo_write can take back, also when it stops half-way: then the error says so. A write that did
 * nothing is not kept.
 */
export async function whileUndoable<Result>(
  context: ToolContext,
  write: UndoableWrite,
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly undo: { undo?: string } }> {
  const undo = undoable(context, write);
  try {
    return { result: await run(), undo };
  } catch (error) {
    if (undo.undo === undefined) throw error;
    if (error instanceof PartialError) {
      throw new PartialError(
        error.message,
        `${error.hint} undo_write takes back what was done (${undo.undo}).`,
        error.cause,
      );
    }
    context.journal?.forget(undo.undo);
    throw error;
  }
}
