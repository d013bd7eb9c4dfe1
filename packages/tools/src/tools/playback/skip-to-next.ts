import { z } from 'zod';
import { given } from '../../inputs.js';
import { commandOutput, nowLine, type PlayerState, readState, waitForState } from '../../playback/state.js';
import { defineTool, type Tool } from '../../tool.js';

/** Skips to what comes next. */
export const skipToNext: Tool = defineTool({
  name: 'skip_to_next',
  title: 'Skip to next',
  description: 'Skips to what comes next in the queue, and says what plays then. Needs Spotify Premium.',
  toolset: 'playback',
  effect: 'write',
  input: z.strictObject({}),
  output: z.object(commandOutput),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['next'] },

  async run(_input, context) {
    const before = await readState(context);
    await context.spotify.player.next({}, { signal: context.signal });
    const { state, confirmed } = await waitForState(context, (after) => hasMoved(before, after));
    return { confirmed, ...given({ now: state?.item, device: state?.device }) };
  },

  text: ({ confirmed, now, device }) =>
    confirmed
      ? `Skipped. Now: ${nowLine(now, device)}`
      : `Spotify took the command to skip, but still reports ${nowLine(now, device)}. Look again with get_playback.`,
});

/** The same item can come twice in a row; then only its position tells that it began again. */
function hasMoved(before: PlayerState | undefined, after: PlayerState | undefined): boolean {
  return before?.item?.uri !== after?.item?.uri || (after?.progressMs ?? 0) < (before?.progressMs ?? 0);
}
