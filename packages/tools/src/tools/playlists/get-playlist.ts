import { z } from 'zod';
import { detail, detailedItem, detailsText } from '../../details.js';
import { given, item, limit, market, offset } from '../../inputs.js';
import { describeItem, fieldsOf, pageOutput, textOf } from '../../outputs.js';
import { collect, type ListPage, pageOf, place } from '../../paging.js';
import { additionalTypes } from '../../playback/state.js';
import { describeEntries, embeddedPage } from '../../playlists/playlist-page.js';
import { itemLine, lines, moreLine, oneLine, shortLegend, shortLine, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItem } from '../../words/resolve-item.js';

/** Reads a playlist and a page of its contents. */
export const getPlaylist: Tool = defineTool({
  name: 'get_playlist',
  title: 'Get a playlist',
  description:
    'Reads one playlist: what it holds, a hundred at a time. Positions count from 0, entries that are gone too. Spotify hides what other people hold in theirs.',
  toolset: 'playlists',
  effect: 'read',
  input: () => z.strictObject({ playlist: item(), limit: limit(100, 500), offset: offset(), detail, market }),
  output: () =>
    z.object({
      name: z.string(),
      uri: z.string(),
      by: z.string().optional(),
      description: z.string().optional(),
      public: z.boolean().optional(),
      contents: z.enum(['shown', 'withheld']),
      items: z.array(detailedItem.extend({ position: z.int() })),
      unavailable: z.int(),
      ...pageOutput,
    }),
  scopes: ['playlist-read-private'],
  command: { path: ['playlist', 'show'], positionals: ['playlist'] },

  async run({ playlist: reference, limit, offset, detail, market }, context) {
    const { spotify, signal } = context;
    const { id, uri } = await resolveItem(reference, { allowed: ['playlist'] }, context, 'The playlist');
    const common = { playlist_id: id, additional_types: [...additionalTypes], ...given({ market }) };
    const playlist = await spotify.playlists.get(common, { signal });
    const embedded = embeddedPage(playlist);
    const fields = fieldsOf(playlist);
    const { name, by } = describeItem(playlist) ?? { name: '(no name)', by: undefined };
    const about = {
      name,
      uri,
      ...given({ by, description: textOf(fields.description) }),
      ...(typeof fields.public === 'boolean' ? { public: fields.public } : {}),
    };
    if (embedded === undefined) {
      return { ...about, contents: 'withheld' as const, items: [], unavailable: 0, ...place(offset, 0, 0) };
    }
    const inside = pageOf(embedded);
    const page: ListPage =
      offset === 0 && inside.entries.length >= Math.min(limit, inside.total)
        ? { entries: inside.entries.slice(0, limit), total: inside.total }
        : await collect({ limit, offset, pageSize: 50 }, async (page) =>
            pageOf(await spotify.playlists.items({ ...common, ...page }, { signal })),
          );
    return {
      ...about,
      contents: 'shown' as const,
      ...describeEntries(page.entries, offset, detail),
      ...place(offset, page.entries.length, page.total),
    };
  },

  text: ({ contents, items, unavailable, total, next_offset, description, ...playlist }) =>
    lines(
      itemLine(playlist),
      description === undefined ? undefined : oneLine(description),
      contents === 'withheld'
        ? 'Spotify shows its contents only to its owner and collaborators. It can still be played with start_playback.'
        : total === 0
          ? 'It is empty.'
          : `${total} in all (${shortLegend('track')}; @ position):`,
      items.map(
        (item, index) =>
          `${positionMark(item.position, items[index - 1]?.position)}${shortLine(item, 'track')}${detailsText(item.more)}`,
      ),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});

/** Lines follow each other, so a position is said only at the start, at every tenth, and after a gap. */
function positionMark(position: number, before: number | undefined): string {
  return position % 10 === 0 || before !== position - 1 ? `@${position} ` : '';
}
