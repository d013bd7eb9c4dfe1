import { z } from 'zod';
import { limit, offset } from '../../inputs.js';
import { describeItems, itemOutput, pageOutput } from '../../outputs.js';
import { collect, pageOf, place } from '../../paging.js';
import { itemLine, lines, moreLine, numbered, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists what the person listens to most. */
export const listTopItems: Tool = defineTool({
  name: 'list_top_items',
  title: 'Most played',
  description:
    'Lists the songs or artists that the person listens to most: their favourites of about four weeks (short_term), six months or a year (long_term).',
  toolset: 'listening',
  effect: 'read',
  input: () =>
    z.strictObject({
      kind: z.enum(['tracks', 'artists']).default('tracks'),
      time_range: z.enum(['short_term', 'medium_term', 'long_term']).default('medium_term'),
      limit: limit(20, 100),
      offset: offset(),
    }),
  output: () => z.object({ items: z.array(itemOutput), unavailable: z.int(), ...pageOutput }),
  scopes: ['user-top-read'],
  command: { path: ['top'], positionals: ['kind'] },

  async run({ kind: type, time_range, limit, offset }, { spotify, signal }) {
    const { entries, total } = await collect({ limit, offset, pageSize: 50 }, async (page) =>
      pageOf(await spotify.me.top({ type, time_range, ...page }, { signal })),
    );
    return { ...describeItems(entries), ...place(offset, entries.length, total) };
  },

  text: ({ items, unavailable, offset, total, next_offset }) =>
    lines(
      total === 0 ? 'Spotify knows of nothing yet.' : undefined,
      numbered(items.map(itemLine), offset),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});
