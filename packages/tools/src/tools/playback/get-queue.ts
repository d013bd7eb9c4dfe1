import { z } from 'zod';
import { given } from '../../inputs.js';
import { describeItem, describeItems, fieldsOf, itemOutput, listOf } from '../../outputs.js';
import { itemLine, lines, numbered, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists what comes next. */
export const getQueue: Tool = defineTool({
  name: 'get_queue',
  title: 'Get the queue',
  description: 'Lists what plays and what comes next. Only the beginning of a long queue; it cannot be reordered.',
  toolset: 'playback',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () => z.object({ now: itemOutput.optional(), items: z.array(itemOutput), unavailable: z.int() }),
  scopes: ['user-read-currently-playing', 'user-read-playback-state'],
  command: { path: ['queue', 'list'] },

  async run(_input, { spotify, signal }) {
    const queue = fieldsOf(await spotify.player.queue({}, { signal }));
    return {
      ...given({ now: describeItem(queue.currently_playing) }),
      ...describeItems(listOf(queue.queue)),
    };
  },

  text: ({ now, items, unavailable }) =>
    lines(
      now === undefined ? 'Nothing plays.' : `Now: ${itemLine(now)}`,
      items.length === 0 ? 'Nothing is queued.' : numbered(items.map(itemLine)),
      unavailableLine(unavailable),
    ),
});
