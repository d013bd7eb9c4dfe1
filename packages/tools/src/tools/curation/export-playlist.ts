import { z } from 'zod';
import { item, limit, offset } from '../../inputs.js';
import { pageOutput } from '../../outputs.js';
import { place } from '../../paging.js';
import { formats, toLine, writeLines } from '../../playlists/formats.js';
import { readSource } from '../../playlists/read-source.js';
import { lines, moreLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** As many as a playlist can hold. */
const mostExported = 10_000;

/** Writes a list of songs in a form that other programs read. */
export const exportPlaylist: Tool = defineTool({
  name: 'export_playlist',
  title: 'Export a playlist',
  description:
    'Writes the songs of a playlist, album or "liked songs" as JSON, CSV, M3U or plain "artist - title" lines: a backup, or for other programs.',
  toolset: 'curation',
  effect: 'read',
  input: () =>
    z.strictObject({
      playlist: item(),
      format: z.enum(formats).default('csv'),
      limit: limit(200, mostExported),
      offset: offset(),
    }),
  output: () => z.object({ name: z.string(), format: z.enum(formats), content: z.string(), ...pageOutput }),
  scopes: ['playlist-read-private', 'user-library-read'],
  command: {
    path: ['playlist', 'export'],
    positionals: ['playlist'],
    document: 'content',
    // A file is of the whole list.
    defaults: { limit: mostExported },
  },

  async run({ playlist, format, limit, offset }, context) {
    const { name, entries } = await readSource(playlist, context);
    const some = entries.slice(offset, offset + limit);
    const content = writeLines(some.map(toLine), format);
    return { name, format, content, ...place(offset, some.length, entries.length) };
  },

  text: ({ content, total, next_offset }) => lines(content, moreLine({ total, next_offset })),
});
