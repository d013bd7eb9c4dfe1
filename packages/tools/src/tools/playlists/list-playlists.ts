import { z } from 'zod';
import { limit, offset } from '../../inputs.js';
import { describeItem, fieldsOf, numberOf, pageOutput } from '../../outputs.js';
import { pageOf, place } from '../../paging.js';
import { counted, lines, moreLine, shortLine, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists the playlists that the person owns or follows. */
export const listPlaylists: Tool = defineTool({
  name: 'list_playlists',
  title: 'List playlists',
  description: 'Shows all playlists that the person has, own and followed, with their URIs and sizes.',
  toolset: 'playlists',
  effect: 'read',
  input: () => z.strictObject({ limit: limit(20), offset: offset() }),
  output: () =>
    z.object({
      playlists: z.array(
        z.object({
          name: z.string(),
          uri: z.string(),
          by: z.string().optional(),
          items: z.int().optional(),
          public: z.boolean().optional(),
        }),
      ),
      unavailable: z.int(),
      ...pageOutput,
    }),
  scopes: ['playlist-read-private'],
  command: { path: ['playlist', 'list'] },

  async run({ limit, offset }, { spotify, signal }) {
    const page = pageOf(await spotify.playlists.mine({ limit, offset }, { signal }));
    const playlists = page.entries.flatMap((entry) => {
      const playlist = describeItem(entry);
      if (playlist === undefined) return [];
      const fields = fieldsOf(entry);
      const size = numberOf(fieldsOf(fields.items).total);
      const { name, uri, by } = playlist;
      return [
        {
          name,
          uri,
          ...(by === undefined ? {} : { by }),
          ...(size === undefined ? {} : { items: size }),
          ...(typeof fields.public === 'boolean' ? { public: fields.public } : {}),
        },
      ];
    });
    return {
      playlists,
      unavailable: page.entries.length - playlists.length,
      ...place(offset, page.entries.length, page.total),
    };
  },

  text: ({ playlists, unavailable, total, next_offset }) =>
    lines(
      total === 0 ? 'There are no playlists yet; create_playlist makes one.' : `${counted(total, 'playlist')}:`,
      playlists.map(({ items, ...playlist }) => {
        const line = shortLine({ ...playlist, by: undefined }, 'playlist');
        return items === undefined ? line : `${line} (${items})`;
      }),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});
