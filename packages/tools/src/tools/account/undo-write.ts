import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun } from '../../inputs.js';
import { defineTool, type Tool } from '../../tool.js';

/** Takes back a write of this server's life. */
export const undoWrite: Tool = defineTool({
  name: 'undo_write',
  title: 'Undo',
  description:
    'Takes back the last change that this server made, or the one with an undo id from its receipt: saved, removed, playlist contents, player settings.',
  toolset: 'account',
  effect: 'write',
  input: () => z.strictObject({ id: z.string().max(20).optional().describe('Without it: the last'), ...dryRun }),
  output: () => z.object({ outcome: z.enum(['undone', 'planned']), undid: z.string(), now: z.string().optional() }),
  scopes: ['user-library-modify', 'playlist-modify-public', 'playlist-modify-private', 'user-modify-playback-state'],

  async run({ id, dry_run }, context) {
    const entries = context.journal?.entries() ?? [];
    const entry = id === undefined ? entries.at(-1) : entries.find((each) => each.id === id);
    if (entry === undefined) {
      throw new UserInputError(
        entries.length === 0 ? 'There is nothing to undo.' : 'No write of this server has that id.',
        entries.length === 0
          ? 'Only writes of this server since it started can be undone, each once; where several serve together, call again to reach the one that wrote.'
          : `Known: ${entries.map((each) => each.id).join(', ')}.`,
      );
    }
    if (dry_run === true) return { outcome: 'planned' as const, undid: entry.summary };
    const now = await entry.undo(context);
    context.journal?.forget(entry.id);
    return { outcome: 'undone' as const, undid: entry.summary, now };
  },

  text: ({ outcome, undid, now }) =>
    outcome === 'planned' ? `Would undo: ${undid}. Nothing was sent.` : `Undone: ${undid}. Now ${now}.`,
});
