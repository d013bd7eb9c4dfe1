import { z } from 'zod';
import { given } from '../../inputs.js';
import { readDevices } from '../../playback/find-device.js';
import { lines, oneLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists what Spotify can play on. */
export const listDevices: Tool = defineTool({
  name: 'list_devices',
  title: 'List devices',
  description: 'Lists the devices that Spotify can play on now. start_playback finds one by itself; this is to choose.',
  toolset: 'playback',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      devices: z.array(
        z.object({
          name: z.string(),
          id: z.string().optional(),
          type: z.string(),
          active: z.boolean(),
          usable: z.boolean().describe('false: takes no commands'),
          volume_percent: z.int().optional(),
        }),
      ),
    }),
  scopes: ['user-read-playback-state'],
  command: { path: ['devices'] },

  async run(_input, context) {
    const devices = await readDevices(context);
    return {
      devices: devices.map(({ id, name, type, isActive, isRestricted, volumePercent }) => ({
        name,
        type,
        active: isActive,
        usable: id !== undefined && !isRestricted,
        ...given({ id, volume_percent: volumePercent }),
      })),
    };
  },

  text: ({ devices }) =>
    devices.length === 0
      ? 'No device is there. Open Spotify on a phone, a computer or a speaker.'
      : lines(
          devices.map(({ name, id, type, active, usable, volume_percent }) =>
            [
              `${oneLine(name)} (${oneLine(type)}${id === undefined ? '' : `, ${id}`})`,
              active ? 'active' : '',
              usable ? '' : 'takes no commands',
              volume_percent === undefined ? '' : `volume ${volume_percent} %`,
            ]
              .filter(Boolean)
              .join(', '),
          ),
        ),
});
