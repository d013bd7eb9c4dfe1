import { z } from 'zod';
import { detail, detailedItem, detailsText, withDetails } from '../../details.js';
import { given, limit, market, offset } from '../../inputs.js';
import { describeItem, fieldsOf, pageOutput } from '../../outputs.js';
import { pageOf } from '../../paging.js';
import { lines, moreLine, shortLegend, shortLine, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

const kinds = ['track', 'album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] as const;

/** Spotify gives a Development Mode app no more than this per request and kind. */
const pageSize = 10;
/** The last place that Spotify's search reaches. */
const lastOffset = 1000;

/** Finds things on Spotify by name. */
export const searchCatalog: Tool = defineTool({
  name: 'search_catalog',
  title: 'Search Spotify',
  description:
    'Finds songs, albums, artists, podcasts … on all of Spotify by name; gives URIs. ' +
    'Filters: artist:, album:, track:, year:, genre:, isrc:. Own playlists: list_playlists.',
  toolset: 'catalog',
  effect: 'read',
  input: () =>
    z.strictObject({
      query: z.string().trim().min(1).max(250),
      kinds: z.array(z.enum(kinds)).min(1).max(kinds.length).default(['track']),
      limit: limit(10).describe('Per kind'),
      offset: offset(lastOffset),
      detail,
      market,
    }),
  output: () =>
    z.object({
      results: z.array(
        z.object({ kind: z.enum(kinds), items: z.array(detailedItem), unavailable: z.int(), ...pageOutput }),
      ),
    }),
  scopes: [],
  examples: [{ title: 'Find an album', input: { query: 'album:Night artist:Nobody', kinds: ['album'] } }],
  command: { path: ['search'], positionals: ['query'] },

  async run({ query, kinds: wanted, limit, offset, detail, market }, { spotify, signal }) {
    const type = [...new Set(wanted)];
    const found = new Map(type.map((kind) => [kind, { entries: [] as unknown[], total: 0 }]));
    for (let shown = 0; shown < limit && offset + shown <= lastOffset; shown += pageSize) {
      const page = { limit: Math.min(pageSize, limit - shown), offset: offset + shown };
      const answer = fieldsOf(
        await spotify.search.search({ q: query, type, ...page, ...given({ market }) }, { signal }),
      );
      for (const [kind, sofar] of found) {
        const { entries, total } = pageOf(answer[`${kind}s`]);
        sofar.entries.push(...entries);
        sofar.total = total;
      }
      if ([...found.values()].every(({ total }) => total <= page.offset + page.limit)) break;
    }
    return {
      results: [...found].map(([kind, { entries, total }]) => {
        const next = offset + limit;
        const more = next < total && next <= lastOffset ? { next_offset: next } : {};
        const items = entries.flatMap((entry) => {
          const item = describeItem(entry);
          return item === undefined ? [] : [withDetails(item, detail, entry)];
        });
        return { kind, items, unavailable: entries.length - items.length, offset, total, ...more };
      }),
    };
  },

  text: ({ results }) =>
    lines(
      ...results.map(({ kind, items, unavailable, total, next_offset }) =>
        lines(
          total === 0 ? `No ${kind}s found.` : `${kind}s, ${total} in all (${shortLegend(kind)}):`,
          items.map((item) => `${shortLine(item, kind)}${detailsText(item.more)}`),
          unavailableLine(unavailable),
          moreLine({ total, next_offset }),
        ),
      ),
    ),
});
