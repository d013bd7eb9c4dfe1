import { z } from 'zod';
import { describeSaved, readShelf, shelves } from '../../library/read-library.js';
import { pageOf } from '../../paging.js';
import { lines, quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Counts the library. */
export const summarizeLibrary: Tool = defineTool({
  name: 'summarize_library',
  title: 'Library overview',
  description:
    'Gives an overview of the whole library: how many songs, albums, artists, podcasts, episodes, audiobooks and playlists, and the newest of each.',
  toolset: 'insights',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      shelves: z.array(z.object({ kind: z.string(), total: z.int(), newest: z.array(z.string()) })),
    }),
  scopes: ['user-library-read', 'user-follow-read', 'playlist-read-private', 'user-read-playback-position'],
  command: { path: ['library', 'summary'] },

  async run(_input, context) {
    const { spotify, signal } = context;
    const [playlists, ...saved] = await Promise.all([
      spotify.playlists.mine({ limit: 3, offset: 0 }, { signal }),
      ...shelves.map((shelf) => readShelf(shelf, { limit: 3, offset: 0 }, context)),
    ]);
    const rows = [
      ...shelves.map((kind, index) => ({ kind, page: saved[index] })),
      { kind: 'playlists', page: pageOf(playlists) },
    ];
    return {
      shelves: rows.map(({ kind, page = { entries: [], total: 0 } }) => ({
        kind,
        total: page.total,
        newest: page.entries.map((entry) => describeSaved(entry)?.name).filter((name) => name !== undefined),
      })),
    };
  },

  text: ({ shelves }) =>
    lines(
      shelves.map(({ kind, total, newest }) =>
        total === 0 ? `${kind}: none` : `${kind}: ${total}, the newest ${newest.map(quoted).join(', ')}`,
      ),
    ),
});
