import { z } from 'zod';
import { device as deviceInput, dryRun, given, items, kind } from '../../inputs.js';
import { onDevice } from '../../playback/device-name.js';
import { chooseDevice, readDevices } from '../../playback/find-device.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { inChunks } from '../../writes/in-chunks.js';

const kinds = ['track', 'episode', 'chapter'] as const;

/** Queues things. */
export const addToQueue: Tool = defineTool({
  name: 'add_to_queue',
  title: 'Add to the queue',
  description:
    'Queues tracks, episodes or chapters to play next, after what plays. Nothing can be taken out again. Something must be playing.',
  toolset: 'playback',
  effect: 'write',
  input: () =>
    z.strictObject({
      items: items(50),
      kind: kind(kinds),
      device: deviceInput,
      ...dryRun,
    }),
  output: () =>
    z.object({ queued: z.array(z.string()), dry_run: z.boolean().optional(), device: z.string().optional() }),
  scopes: ['user-read-playback-state', 'user-modify-playback-state'],
  command: { path: ['queue', 'add'], positionals: ['items'] },

  async run({ items: references, kind, device: wanted, dry_run }, context) {
    const { spotify, signal } = context;
    const rules = {
      allowed: kinds,
      kind,
      otherwise: 'Play albums, playlists and the like with start_playback, or queue their tracks one by one.',
    };
    const queued = (await resolveItems(references, rules, context)).map(({ uri }) => uri);
    const device = wanted === undefined ? undefined : chooseDevice(await readDevices(context), wanted);
    const where = given({ device: device?.name });
    if (dry_run === true) return { queued, dry_run, ...where };
    await inChunks(
      {
        entries: queued,
        size: 1,
        done: queued.length === 1 ? 'was queued' : 'were queued',
        goOn: (done) => `Go on from item ${done + 1}; queueing all again would double the first ones.`,
        run: async ([uri = '']) => {
          await spotify.player.addToQueue({ uri, ...given({ device_id: device?.id }) }, { signal });
        },
      },
      context,
    );
    return { queued, ...where };
  },

  text({ queued, dry_run, device }) {
    const what = queued.length === 1 ? queued[0] : counted(queued.length, 'item');
    const where = onDevice(device);
    return dry_run === true ? `Would queue ${what}${where}. Nothing was sent.` : `Queued: ${what}${where}`;
  },
});
