import { z } from 'zod';
import { given, limit } from '../../inputs.js';
import { describeItem, fieldsOf, itemOutput, listOf, numberOf, textOf } from '../../outputs.js';
import { itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists what played last. */
export const listRecentlyPlayed: Tool = defineTool({
  name: 'list_recently_played',
  title: 'Recently played',
  description:
    'Lists the songs that the person played last, newest first, with times: the listening history. Spotify keeps only the last 50, and no podcasts.',
  toolset: 'listening',
  effect: 'read',
  input: () =>
    z.strictObject({
      limit: limit(20),
      after: z.int().min(0).optional().describe('Epoch ms'),
      before: z.int().min(0).optional().describe('Epoch ms'),
    }),
  output: () =>
    z.object({
      items: z.array(itemOutput.extend({ played_at: z.string(), context: z.string().optional() })),
      next_before: z.int().optional(),
    }),
  scopes: ['user-read-recently-played'],
  command: { path: ['recent'] },

  async run({ limit, after, before }, { spotify, signal }) {
    const answer = fieldsOf(await spotify.player.recentlyPlayed({ limit, ...given({ after, before }) }, { signal }));
    const items = listOf(answer.items).flatMap((entry) => {
      const { track, played_at, context } = fieldsOf(entry);
      const item = describeItem(track);
      if (item === undefined) return [];
      return [{ ...item, played_at: textOf(played_at) ?? '', ...given({ context: textOf(fieldsOf(context).uri) }) }];
    });
    const next = fieldsOf(answer.cursors).before;
    return { items, ...given({ next_before: numberOf(typeof next === 'string' ? Number(next) : next) }) };
  },

  text: ({ items }) =>
    items.length === 0
      ? 'Nothing was played there.'
      : lines(items.map(({ played_at, ...item }) => `${played_at.slice(0, 16).replace('T', ' ')} ${itemLine(item)}`)),
});
