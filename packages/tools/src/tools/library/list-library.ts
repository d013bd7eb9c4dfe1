import { z } from 'zod';
import { detail, detailedItem, detailsText, withDetails } from '../../details.js';
import { limit, offset } from '../../inputs.js';
import { describeSaved, readShelf, savedThing, shelves } from '../../library/read-library.js';
import { pageOutput } from '../../outputs.js';
import { place } from '../../paging.js';
import { itemLine, lines, moreLine, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Lists what the person has saved or follows. */
export const listLibrary: Tool = defineTool({
  name: 'list_library',
  title: 'List the library',
  description:
    'Shows the liked songs, or the saved albums, podcasts, episodes, audiobooks, or the artists that the person follows, newest first.',
  toolset: 'library',
  effect: 'read',
  input: () =>
    z.strictObject({ kind: z.enum(shelves).default('tracks'), limit: limit(20, 200), offset: offset(), detail }),
  output: () =>
    z.object({
      items: z.array(detailedItem.extend({ added: z.string().optional() })),
      unavailable: z.int(),
      ...pageOutput,
    }),
  scopes: ['user-library-read', 'user-follow-read', 'user-read-playback-position'],
  command: { path: ['library', 'list'], positionals: ['kind'] },

  async run({ kind, limit, offset, detail }, context) {
    const { entries, total } = await readShelf(kind, { limit, offset }, context);
    const items = entries.flatMap((entry) => {
      const saved = describeSaved(entry);
      return saved === undefined ? [] : [withDetails(saved, detail, savedThing(entry))];
    });
    return { items, unavailable: entries.length - items.length, ...place(offset, entries.length, total) };
  },

  text: ({ items, unavailable, total, next_offset }) =>
    lines(
      total === 0 ? 'Nothing of that kind is saved.' : `${total} in all:`,
      items.map(
        ({ added, more, ...item }) => `${itemLine(item)}${added === undefined ? '' : `, ${added}`}${detailsText(more)}`,
      ),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});
