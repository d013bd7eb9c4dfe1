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

/** Skips to what comes next. */
export const skipToNext: Tool = defineTool({
  name: 'skip_to_next',
  title: 'Skip to next',
  description: 'Skips to the next song or episode in the queue, and says what plays then.',
  toolset: 'playback',
  effect: 'write',
  input: z.strictObject(dryRun),
  output: z.object(commandOutput),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['next'] },

  async run({ dry_run }, context) {
    const before = await readState(context);
    if (dry_run === true) return plannedReport(before);
    await context.spotify.player.next({}, { signal: context.signal });
    return commandReport(before, await waitForState(context, (after) => hasMoved(before, after)));
  },

  text({ confirmed, dry_run, now, device }) {
    if (dry_run === true) return `Would skip ${nowLine(now, device)}. Nothing was sent.`;
    return confirmed
      ? `Skipped. Now: ${nowLine(now, device)}`
      : `Spotify took the command to skip, but still reports ${nowLine(now, device)}. Look again with get_playback.`;
  },
});
