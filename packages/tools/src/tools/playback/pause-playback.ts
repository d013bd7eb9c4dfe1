import { z } from 'zod';
import { dryRun } from '../../inputs.js';
import { readState, waitForState } from '../../playback/state.js';
import { defineTool, type Tool } from '../../tool.js';
import { undoable } from '../../writes/receipt.js';

/** Pauses what plays. */
export const pausePlayback: Tool = defineTool({
  name: 'pause_playback',
  title: 'Pause',
  description: 'Pauses or stops the music. start_playback without an item goes on.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: () => z.strictObject(dryRun),
  output: () =>
    z.object({
      outcome: z.enum(['paused', 'already_paused', 'unconfirmed', 'planned']),
      undo: z.string().optional(),
    }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['pause'] },

  async run({ dry_run }, context) {
    const { spotify, signal } = context;
    if (dry_run === true)
      return { outcome: (await readState(context))?.isPlaying ? ('planned' as const) : ('already_paused' as const) };
    try {
      await spotify.player.pause({}, { signal });
      const { confirmed } = await waitForState(context, (state) => state?.isPlaying !== true);
      const undo = undoable(context, {
        tool: 'pause_playback',
        summary: 'paused',
        async undo(later) {
          await later.spotify.player.play({}, { signal: later.signal });
          return 'it plays again';
        },
      });
      return { outcome: confirmed ? ('paused' as const) : ('unconfirmed' as const), ...undo };
    } catch (error) {
      // Spotify refuses to pause twice in the same words as everything else that it refuses, so look before passing it on.
      if (!isRestricted(error) || (await readState(context))?.isPlaying !== false) throw error;
      return { outcome: 'already_paused' as const };
    }
  },

  text: ({ outcome }) => words[outcome],
});

const words = {
  paused: 'Paused.',
  already_paused: 'It was paused already.',
  unconfirmed: 'Spotify took the command to pause, but still reports that it plays. Look again with get_playback.',
  planned: 'Would pause what plays. Nothing was sent.',
};

function isRestricted(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'restricted';
}
