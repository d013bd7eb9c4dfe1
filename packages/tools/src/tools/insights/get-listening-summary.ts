import { z } from 'zod';
import { describeItems, fieldsOf, itemOutput, listOf, textOf } from '../../outputs.js';
import { pageOf } from '../../paging.js';
import { itemLine, lines, numbered } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** How many of the most played are counted and listed. */
const most = 20;

/** Sums up what the person listens to. */
export const getListeningSummary: Tool = defineTool({
  name: 'get_listening_summary',
  title: 'Listening summary',
  description:
    'Sums up what the person listens to: most played songs and artists, their genres where Spotify tells them, and what played last. For "my taste", "my year".',
  toolset: 'insights',
  effect: 'read',
  input: () =>
    z.strictObject({ time_range: z.enum(['short_term', 'medium_term', 'long_term']).default('medium_term') }),
  output: () =>
    z.object({
      artists: z.array(itemOutput),
      tracks: z.array(itemOutput),
      genres: z.array(z.object({ name: z.string(), artists: z.int() })),
      recent: z.array(itemOutput),
    }),
  scopes: ['user-top-read', 'user-read-recently-played'],
  command: { path: ['summary'] },

  async run({ time_range }, { spotify, signal }) {
    const [artists, tracks, recent] = await Promise.all([
      spotify.me.top({ type: 'artists', time_range, limit: most }, { signal }),
      spotify.me.top({ type: 'tracks', time_range, limit: most }, { signal }),
      spotify.player.recentlyPlayed({ limit: most }, { signal }),
    ]);
    const genres = new Map<string, number>();
    for (const genre of pageOf(artists).entries.flatMap((artist) => listOf(fieldsOf(artist).genres))) {
      const name = textOf(genre);
      if (name !== undefined) genres.set(name, (genres.get(name) ?? 0) + 1);
    }
    return {
      artists: describeItems(pageOf(artists).entries).items,
      tracks: describeItems(pageOf(tracks).entries).items,
      genres: [...genres]
        .sort((left, right) => right[1] - left[1])
        .slice(0, 10)
        .map(([name, count]) => ({ name, artists: count })),
      recent: describeItems(listOf(fieldsOf(recent).items).map((entry) => fieldsOf(entry).track)).items.slice(0, 5),
    };
  },

  text: ({ artists, tracks, genres, recent }) =>
    lines(
      'Artists:',
      numbered(artists.map(itemLine)),
      'Songs:',
      numbered(tracks.map(itemLine)),
      genres.length === 0
        ? undefined
        : `Genres: ${genres.map(({ name, artists }) => `${name} (${artists})`).join(', ')}`,
      'Played last:',
      recent.map(itemLine),
    ),
});
