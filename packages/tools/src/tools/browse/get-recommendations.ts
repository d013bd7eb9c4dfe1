import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { given, market } from '../../inputs.js';
import { describeItems, itemOutput } from '../../outputs.js';
import { itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';

const mostSeeds = 5;

/** Lists songs that go with others. */
export const getRecommendations: Tool = defineTool({
  name: 'get_recommendations',
  title: 'Recommendations',
  description:
    'Recommends songs similar to seed songs, artists and genres, five in all, tuned by features such as target_energy. Only for apps that had this before November 2024.',
  toolset: 'browse',
  effect: 'read',
  access: 'legacy',
  input: () =>
    z.strictObject({
      seeds: z.array(z.string().min(1).max(500)).max(mostSeeds).default([]).describe('Songs and artists'),
      genres: z.array(z.string().min(1).max(60)).max(mostSeeds).default([]).describe('browse_catalog: genre_seeds'),
      features: z
        .record(z.string().regex(/^(min|max|target)_[a-z_]+$/, 'must begin with min_, max_ or target_'), z.number())
        .optional()
        .describe('e.g. {"target_energy": 0.8, "min_tempo": 120}'),
      limit: z.int().min(1).max(100).default(20),
      market,
    }),
  output: () => z.object({ items: z.array(itemOutput) }),
  scopes: [],
  command: { path: ['recommend'], positionals: ['seeds'] },

  async run({ seeds, genres, features = {}, limit, market }, context) {
    const { spotify, signal } = context;
    const count = seeds.length + genres.length;
    if (count === 0 || count > mostSeeds) {
      throw new UserInputError(
        `${count} seeds were given.`,
        `Give one to ${mostSeeds}: songs, artists and genres together.`,
      );
    }
    const found = await resolveItems(seeds, { allowed: ['track', 'artist'] }, context);
    const ids = (kind: string): string[] => found.filter((item) => item.kind === kind).map(({ id }) => id);
    const some = (list: readonly string[]) => (list.length === 0 ? undefined : list);
    const answer = await spotify.recommendations.get(
      {
        ...features,
        ...given({
          seed_tracks: some(ids('track')),
          seed_artists: some(ids('artist')),
          seed_genres: some(genres),
          market,
        }),
        limit,
      },
      { signal },
    );
    return { items: describeItems(answer.tracks).items };
  },

  text: ({ items }) => (items.length === 0 ? 'Nothing goes with that.' : lines(items.map(itemLine))),
});
