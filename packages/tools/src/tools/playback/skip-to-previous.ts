import { z } from 'zod';
import { dryRun } from '../../inputs.js';
import {
  commandOutput,
  commandReport,
  hasMoved,
  nowLine,
  plannedReport,
  readState,
  waitForState,
} from '../../playback/state.js';
import { defineTool, type Tool } from '../../tool.js';

/** Goes back to what played before. */
export const skipToPrevious: Tool = defineTool({
  name: 'skip_to_previous',
  title: 'Skip to previous',
  description: 'Goes back to the previous song or episode, and says what plays then.',
  toolset: 'playback',
  effect: 'write',
  input: z.strictObject(dryRun),
  output: z.object(commandOutput),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],

  async run({ dry_run }, context) {
    const before = await readState(context);
    if (dry_run === true) return plannedReport(before);
    await context.spotify.player.previous({}, { signal: context.signal });
    return commandReport(before, await waitForState(context, (after) => hasMoved(before, after)));
  },

  text({ confirmed, dry_run, now, device }) {
    if (dry_run === true) return `Would go back from ${nowLine(now, device)}. Nothing was sent.`;
    return confirmed
      ? `Went back. Now: ${nowLine(now, device)}`
      : `Spotify took the command to go back, but still reports ${nowLine(now, device)}. Look again with get_playback.`;
  },
});
