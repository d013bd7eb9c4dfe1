import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { given, limit, offset } from '../../inputs.js';
import { fieldsOf, listOf, pageOutput, textOf } from '../../outputs.js';
import { pageOf, place } from '../../paging.js';
import { lines, moreLine, quoted } from '../../text.js';
import { defineTool, type Tool, type ToolContext } from '../../tool.js';

const shelves = [
  'new_releases',
  'featured_playlists',
  'categories',
  'category_playlists',
  'genre_seeds',
  'markets',
] as const;

/** Lists what Spotify puts on its own front page. */
export const browseCatalog: Tool = defineTool({
  name: 'browse_catalog',
  title: 'Browse Spotify',
  description:
    'Lists new releases, featured playlists, categories (one by id), the playlists of a category, genre seeds or markets. Only for apps in extended quota mode.',
  toolset: 'browse',
  effect: 'read',
  access: 'extended',
  input: () =>
    z.strictObject({
      what: z.enum(shelves),
      category: z.string().min(1).max(100).optional().describe('Id, for categories and category_playlists'),
      locale: z.string().max(10).optional(),
      limit: limit(20),
      offset: offset(),
    }),
  output: () =>
    z.object({
      items: z.array(z.object({ name: z.string(), uri: z.string().optional(), id: z.string().optional() })),
      ...pageOutput,
    }),
  scopes: [],
  command: { path: ['browse'], positionals: ['what'] },

  async run({ what, category, locale, limit, offset }, context) {
    const page = { limit, offset };
    const { entries, total } = await read(what, { category, locale, page }, context);
    const items = entries.map((entry) => {
      if (typeof entry === 'string') return { name: entry };
      const { name, uri, id } = fieldsOf(entry);
      return {
        name: textOf(name) ?? '(no name)',
        ...given({ uri: textOf(uri), id: textOf(uri) ? undefined : textOf(id) }),
      };
    });
    return { items, ...place(offset, items.length, total) };
  },

  text: ({ items, total, next_offset }) =>
    lines(
      `${total} in all:`,
      items.map(({ name, uri, id }) => [quoted(name), uri ?? id].filter(Boolean).join(' ')),
      moreLine({ total, next_offset }),
    ),
});

interface Question {
  readonly category: string | undefined;
  readonly locale: string | undefined;
  readonly page: { readonly limit: number; readonly offset: number };
}

async function read(
  what: (typeof shelves)[number],
  { category, locale, page }: Question,
  { spotify, signal }: ToolContext,
): Promise<{ entries: readonly unknown[]; total: number }> {
  const { browse, recommendations } = spotify;
  const local = { ...page, ...given({ locale }) };
  switch (what) {
    case 'new_releases':
      return pageOf((await browse.newReleases(page, { signal })).albums);
    case 'featured_playlists':
      return pageOf(fieldsOf(await browse.featuredPlaylists(local, { signal })).playlists);
    case 'categories':
      if (category === undefined) return pageOf((await browse.categories(local, { signal })).categories);
      return {
        entries: [await browse.category({ category_id: category, ...given({ locale }) }, { signal })],
        total: 1,
      };
    case 'category_playlists': {
      if (category === undefined) throw new UserInputError('The category is missing.', 'categories lists their ids.');
      return pageOf(fieldsOf(await browse.categoryPlaylists({ category_id: category, ...page }, { signal })).playlists);
    }
    case 'genre_seeds':
      return part(listOf(fieldsOf(await recommendations.genres({}, { signal })).genres), page);
    case 'markets':
      return part(listOf(fieldsOf(await browse.markets({}, { signal })).markets), page);
  }
}

function part(
  all: readonly unknown[],
  { limit, offset }: Question['page'],
): { entries: readonly unknown[]; total: number } {
  return { entries: all.slice(offset, offset + limit), total: all.length };
}
