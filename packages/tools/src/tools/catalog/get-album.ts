import { z } from 'zod';
import { given, item, limit, market, offset } from '../../inputs.js';
import { describeItem, fieldsOf, numberOf, pageOutput, textOf } from '../../outputs.js';
import { pageOf, place } from '../../paging.js';
import { duration, itemLine, lines, moreLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItem } from '../../words/resolve-item.js';

/** Reads an album and its tracks. */
export const getAlbum: Tool = defineTool({
  name: 'get_album',
  title: 'Get an album',
  description: 'Reads one album: its artists, its release date and its tracks in order, with their URIs.',
  toolset: 'catalog',
  effect: 'read',
  input: () => z.strictObject({ album: item(), limit: limit(50), offset: offset(), market }),
  output: () =>
    z.object({
      name: z.string(),
      uri: z.string(),
      by: z.string().optional(),
      release_date: z.string().optional(),
      tracks: z.array(z.object({ number: z.int(), name: z.string(), uri: z.string(), duration_ms: z.int() })),
      ...pageOutput,
    }),
  scopes: [],
  command: { path: ['album', 'show'], positionals: ['album'] },

  async run({ album: reference, limit, offset, market }, context) {
    const { spotify, signal } = context;
    const { id, uri } = await resolveItem(reference, { allowed: ['album'] }, context, 'The album');
    const album = await spotify.albums.get({ id, ...given({ market }) }, { signal });
    const inside = pageOf(album.tracks);
    // The album brings its first tracks along; only what lies beyond them costs a second request.
    const enough = offset === 0 && inside.entries.length >= Math.min(limit, inside.total);
    const page = enough
      ? { entries: inside.entries.slice(0, limit), total: inside.total }
      : pageOf(await spotify.albums.tracks({ id, limit, offset, ...given({ market }) }, { signal }));
    const { name, by } = describeItem(album) ?? { name: '(no name)', by: undefined };
    return {
      name,
      uri,
      ...given({ by, release_date: textOf(fieldsOf(album).release_date) }),
      tracks: page.entries.map((entry, index) => ({
        number: offset + index + 1,
        name: describeItem(entry)?.name ?? '(not available)',
        uri: describeItem(entry)?.uri ?? '',
        duration_ms: numberOf(fieldsOf(entry).duration_ms) ?? 0,
      })),
      ...place(offset, page.entries.length, page.total),
    };
  },

  text: ({ name, uri, by, release_date, tracks, total, next_offset }) =>
    lines(
      itemLine({ name, by, uri }),
      [release_date === undefined ? '' : `released ${release_date}`, `${total} tracks`].filter(Boolean).join(', '),
      tracks.map((track) => `${track.number}. ${itemLine(track)} ${duration(track.duration_ms)}`),
      moreLine({ total, next_offset }),
    ),
});
