import { z } from 'zod';
import { given, item, limit, market, offset } from '../../inputs.js';
import { describeItem, fieldsOf, listOf, pageOutput, textOf } from '../../outputs.js';
import { collect, pageOf, place } from '../../paging.js';
import { itemLine, lines, moreLine, numbered } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { unlessSilent } from '../../unless-silent.js';
import { resolveItem } from '../../words/resolve-item.js';

const groups = ['album', 'single', 'compilation', 'appears_on'] as const;

/** Spotify gives a Development Mode app no more albums than this per request. */
const pageSize = 10;

/** Reads an artist and what they released. */
export const getArtist: Tool = defineTool({
  name: 'get_artist',
  title: 'Get an artist',
  description:
    'Reads one artist: genres, and everything they released (albums, singles), page by page. Top tracks are no longer told.',
  toolset: 'catalog',
  effect: 'read',
  input: () =>
    z.strictObject({
      artist: item(),
      groups: z.array(z.enum(groups)).min(1).max(groups.length).default(['album', 'single']),
      limit: limit(10),
      offset: offset(),
      market,
    }),
  output: () =>
    z.object({
      name: z.string(),
      uri: z.string(),
      genres: z.array(z.string()),
      albums: z.array(z.object({ name: z.string(), uri: z.string(), release_date: z.string().optional() })),
      missing: z.string().optional(),
      ...pageOutput,
    }),
  scopes: [],
  command: { path: ['artist', 'show'], positionals: ['artist'] },

  async run({ artist: reference, groups: wanted, limit, offset, market }, context) {
    const { spotify, signal } = context;
    const { id, uri } = await resolveItem(reference, { allowed: ['artist'] }, context, 'The artist');
    const [artist, found] = await Promise.all([
      spotify.artists.get({ id }, { signal }),
      unlessSilent(
        collect({ limit, offset, pageSize }, async (page) => {
          const params = { id, include_groups: [...new Set(wanted)], ...page, ...given({ market }) };
          return pageOf(await spotify.artists.albums(params, { signal }));
        }),
      ),
    ]);
    const { entries, total } = found ?? { entries: [], total: 0 };
    return {
      name: describeItem(artist)?.name ?? '(no name)',
      uri,
      genres: listOf(fieldsOf(artist).genres)
        .map(textOf)
        .filter((genre) => genre !== undefined),
      albums: entries.flatMap((entry) => {
        const album = describeItem(entry);
        if (album === undefined) return [];
        return [{ name: album.name, uri: album.uri, ...given({ release_date: textOf(fieldsOf(entry).release_date) }) }];
      }),
      ...(found === undefined && { missing: 'albums' }),
      ...place(offset, entries.length, total),
    };
  },

  text: ({ name, uri, genres, albums, missing, offset, total, next_offset }) =>
    lines(
      itemLine({ name, uri }),
      genres.length > 0 ? `Genres: ${genres.join(', ')}` : undefined,
      missing === undefined ? `Releases: ${total}` : 'Spotify does not tell the releases now: ask again later.',
      numbered(
        albums.map((album) => `${itemLine(album)}${album.release_date ? `, ${album.release_date}` : ''}`),
        offset,
      ),
      moreLine({ total, next_offset }),
    ),
});
