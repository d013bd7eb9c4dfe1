import { z } from 'zod';
import { device as deviceInput, dryRun, given } from '../../inputs.js';
import { onDevice } from '../../playback/device-name.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { commandOutput, commandReport, nowLine, plannedReport, readState, waitForState } from '../../playback/state.js';
import { oneLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { undoable } from '../../writes/receipt.js';

/** Moves what plays to another device. */
export const transferPlayback: Tool = defineTool({
  name: 'transfer_playback',
  title: 'Move to another device',
  description: 'Moves what plays to another device, phone, speaker or room, where it continues.',
  toolset: 'playback',
  effect: 'write',
  idempotent: true,
  input: () =>
    z.strictObject({
      device: deviceInput.unwrap().describe('Name or id'),
      play: z.boolean().optional(),
      ...dryRun,
    }),
  output: () => z.object({ ...commandOutput, undo: z.string().optional() }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['transfer'], positionals: ['device'] },

  async run({ device: wanted, play, dry_run }, context) {
    const { spotify, signal } = context;
    const devices = await readDevices(context);
    const target = chooseDevice(devices, wanted);
    const before = await readState(context);
    if (dry_run === true) return { ...plannedReport(before), device: target.name };
    await spotify.player.transfer({ device_ids: [target.id], ...given({ play }) }, { signal });
    const arrived = await waitForState(
      context,
      (state) => state?.deviceId === target.id && (play !== true || state.isPlaying),
    );
    const from = before?.deviceId;
    if (from === undefined || from === target.id) return commandReport(before, arrived);
    const undo = undoable(context, {
      tool: 'transfer_playback',
      summary: `moved to ${target.name}`,
      async undo(later) {
        await later.spotify.player.transfer({ device_ids: [from] }, { signal: later.signal });
        return `it is back${onDevice(before?.device ?? 'the device before')}`;
      },
    });
    return { ...commandReport(before, arrived), ...undo };
  },

  text({ confirmed, dry_run, now, device }) {
    if (dry_run === true) return `Would move to ${oneLine(device ?? '')}. Nothing was sent.`;
    return confirmed
      ? `Moved: ${nowLine(now, device)}`
      : `Spotify took the command to move, but still reports ${nowLine(now, device)}. Look again with get_playback.`;
  },
});
