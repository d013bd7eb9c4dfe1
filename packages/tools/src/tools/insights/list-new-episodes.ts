import { z } from 'zod';
import { limit } from '../../inputs.js';
import { describeSaved, readShelf } from '../../library/read-library.js';
import { describeItem, fieldsOf, itemOutput, numberOf, textOf } from '../../outputs.js';
import { pageOf } from '../../paging.js';
import { counted, duration, itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

const dayMs = 24 * 60 * 60 * 1000;
/** Nobody follows more podcasts closely; each costs a request. */
const mostShows = 200;
const episodesEach = 10;

/** Lists what is new in the podcasts that the person follows. */
export const listNewEpisodes: Tool = defineTool({
  name: 'list_new_episodes',
  title: 'New podcast episodes',
  description:
    'Lists the new episodes of all podcasts that the person follows, newest first, that they have not heard to the end yet.',
  toolset: 'insights',
  effect: 'read',
  input: () =>
    z.strictObject({
      days: z.int().min(1).max(365).default(7).describe('How far back'),
      heard: z.boolean().default(false).describe('Also those heard already'),
      limit: limit(20, 100),
    }),
  output: () =>
    z.object({
      episodes: z.array(itemOutput.extend({ date: z.string(), duration_ms: z.int().optional() })),
      shows: z.int(),
      left_out: z.int(),
    }),
  scopes: ['user-library-read', 'user-read-playback-position'],
  command: { path: ['podcast', 'new'] },

  async run({ days, heard, limit }, context) {
    const { spotify, signal, progress, now = Date.now } = context;
    const since = new Date(now() - days * dayMs).toISOString().slice(0, 10);
    const { entries } = await readShelf('shows', { limit: mostShows, offset: 0 }, context);
    const shows = entries.map(describeSaved).filter((show) => show !== undefined);
    const found = [];
    for (const [index, show] of shows.entries()) {
      const id = show.uri.split(':')[2] ?? '';
      const page = pageOf(await spotify.shows.episodes({ id, limit: episodesEach }, { signal }));
      for (const entry of page.entries) {
        const fields = fieldsOf(entry);
        const item = describeItem(entry);
        const date = textOf(fields.release_date) ?? '';
        const isHeard = fieldsOf(fields.resume_point).fully_played === true;
        if (item === undefined || date < since || (isHeard && !heard)) continue;
        const durationMs = numberOf(fields.duration_ms);
        found.push({ ...item, by: show.name, date, ...(durationMs === undefined ? {} : { duration_ms: durationMs }) });
      }
      progress?.({ done: index + 1, total: shows.length, message: 'podcasts looked at' });
    }
    found.sort((left, right) => (left.date < right.date ? 1 : left.date > right.date ? -1 : 0));
    return { episodes: found.slice(0, limit), shows: shows.length, left_out: Math.max(0, found.length - limit) };
  },

  text: ({ episodes, shows, left_out }) =>
    lines(
      `${counted(episodes.length, 'new episode')} of ${counted(shows, 'podcast')}.`,
      episodes.map(({ date, duration_ms, ...item }) =>
        [date, itemLine(item), duration_ms === undefined ? undefined : duration(duration_ms)].filter(Boolean).join(' '),
      ),
      left_out === 0 ? undefined : `${left_out} more: raise limit.`,
    ),
});
