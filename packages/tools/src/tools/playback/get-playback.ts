import { z } from 'zod';
import { given, market } from '../../inputs.js';
import { itemOutput } from '../../outputs.js';
import { onDevice } from '../../playback/device-name.js';
import { readState } from '../../playback/state.js';
import { duration, itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Says what plays right now. */
export const getPlayback: Tool = defineTool({
  name: 'get_playback',
  title: 'What is playing',
  description: 'Says what plays right now, where, and how far it has come.',
  toolset: 'playback',
  effect: 'read',
  input: () => z.strictObject({ market }),
  output: () =>
    z.object({
      status: z.enum(['playing', 'paused', 'nothing']),
      item: itemOutput.optional(),
      playing: z.string().optional().describe('track, episode, ad or unknown'),
      progress_ms: z.int().optional(),
      duration_ms: z.int().optional(),
      context: z.string().optional(),
      device: z.string().optional(),
    }),
  scopes: ['user-read-playback-state'],
  command: { path: ['now'] },

  async run({ market }, context) {
    const state = await readState(context, { market });
    if (state === undefined) return { status: 'nothing' as const };
    const { isPlaying, item, playing, progressMs, durationMs, context: from, device } = state;
    return {
      status: isPlaying ? ('playing' as const) : ('paused' as const),
      ...given({ item, playing, progress_ms: progressMs, duration_ms: durationMs, context: from, device }),
    };
  },

  text({ status, item, playing, progress_ms, duration_ms, context, device }) {
    if (status === 'nothing') return 'Nothing plays, and no device is active.';
    const what =
      item !== undefined ? itemLine(item) : playing === 'ad' ? 'an ad' : 'something that Spotify does not name';
    const place = duration_ms === undefined ? undefined : `${duration(progress_ms ?? 0)} of ${duration(duration_ms)}`;
    return lines(
      `${status === 'playing' ? 'Playing' : 'Paused'}: ${what}${onDevice(device)}`,
      place,
      context === undefined ? undefined : `From ${context}`,
    );
  },
});
