import { z } from 'zod';
import { given, item, kind } from '../../inputs.js';
import { readItem } from '../../item-reference.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { defineTool, type Tool } from '../../tool.js';

const kinds = ['track', 'episode', 'chapter'] as const;

/** Queues one thing. */
export const addToQueue: Tool = defineTool({
  name: 'add_to_queue',
  title: 'Add to the queue',
  description:
    'Queues one track, episode or chapter after what plays. Nothing can be taken out again. Needs Spotify Premium and something playing.',
  toolset: 'playback',
  effect: 'write',
  input: z.strictObject({
    item: item('what to queue'),
    kind: kind(kinds),
    device: z.string().min(1).max(200).optional().describe('Name or id; else the active one'),
  }),
  output: z.object({ queued: z.string(), device: z.string().optional() }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['queue', 'add'], positionals: ['item'] },

  async run({ item: reference, kind, device: wanted }, context) {
    const { uri } = readItem(reference, {
      allowed: kinds,
      kind,
      otherwise: 'Play albums, playlists and the like with start_playback, or queue their tracks one by one.',
    });
    const device = wanted === undefined ? undefined : chooseDevice(await readDevices(context), wanted);
    await context.spotify.player.addToQueue({ uri, ...given({ device_id: device?.id }) }, { signal: context.signal });
    return { queued: uri, ...given({ device: device?.name }) };
  },

  text: ({ queued, device }) => `Queued: ${queued}${device === undefined ? '' : ` on ${device}`}`,
});
