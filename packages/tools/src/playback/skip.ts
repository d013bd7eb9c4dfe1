import { z } from 'zod';
import { dryRun } from '../inputs.js';
import { defineTool, type Tool, type ToolCommand } from '../tool.js';
import { commandOutput, commandReport, hasMoved, nowLine, plannedReport, readState, waitForState } from './state.js';

/** What a tool that skips is, beside what all of them do. */
export interface Skip {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly command: ToolCommand;
  readonly direction: 'next' | 'previous';
  /** What would happen, what did, and what Spotify was told. */
  readonly words: { readonly would: string; readonly did: string; readonly to: string };
}

/** Declares a tool that leaves what plays for something else in the queue, and looks what plays then. */
export function skipTool({ direction, words, ...names }: Skip): Tool {
  return defineTool({
    ...names,
    toolset: 'playback',
    effect: 'write',
    input: () => z.strictObject(dryRun),
    output: () => z.object(commandOutput),
    scopes: ['user-read-playback-state', 'user-modify-playback-state'],

    async run({ dry_run }, context) {
      const before = await readState(context);
      if (dry_run === true) return plannedReport(before);
      await context.spotify.player[direction]({}, { signal: context.signal });
      return commandReport(before, await waitForState(context, (after) => hasMoved(before, after)));
    },

    text({ confirmed, dry_run, now, device }) {
      if (dry_run === true) return `Would ${words.would} ${nowLine(now, device)}. Nothing was sent.`;
      return confirmed
        ? `${words.did}. Now: ${nowLine(now, device)}`
        : `Spotify took the command to ${words.to}, but still reports ${nowLine(now, device)}. Look again with get_playback.`;
    },
  });
}
