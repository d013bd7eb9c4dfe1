import { z } from 'zod';
import { readState } from '../../playback/state.js';
import { defineTool, type Tool } from '../../tool.js';

/** Pauses what plays. */
export const pausePlayback: Tool = defineTool({
  name: 'pause_playback',
  title: 'Pause',
  description: 'Pauses what plays. start_playback without an item goes on. Needs Spotify Premium.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: z.strictObject({}),
  output: z.object({ outcome: z.enum(['paused', 'already_paused']) }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['pause'] },

  async run(_input, context) {
    try {
      await context.spotify.player.pause({}, { signal: context.signal });
      return { outcome: 'paused' as const };
    } catch (error) {
      // Spotify refuses to pause twice in the same words as everything else that it refuses, so look before passing it on.
      if (!isRestricted(error) || (await readState(context))?.isPlaying !== false) throw error;
      return { outcome: 'already_paused' as const };
    }
  },

  text: ({ outcome }) => (outcome === 'paused' ? 'Paused.' : 'It was paused already.'),
});

function isRestricted(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'restricted';
}
