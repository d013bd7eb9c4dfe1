import { z } from 'zod';
import { item } from '../../inputs.js';
import { itemOutput } from '../../outputs.js';
import { keyOf, sameness } from '../../playlists/duplicates.js';
import { readSource, type Source } from '../../playlists/read-source.js';
import { counted, itemLine, lines, quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** How many of each side an answer lists. */
const maxListed = 100;

/** Says what two lists have in common and what not. */
export const comparePlaylists: Tool = defineTool({
  name: 'compare_playlists',
  title: 'Compare playlists',
  description:
    'Compares two playlists, albums or "liked songs" (diff): how many songs are in both, and which are only in the one or only in the other.',
  toolset: 'curation',
  effect: 'read',
  input: () =>
    z.strictObject({
      first: item('one list, or "liked songs"'),
      second: item('the other'),
      same: z.enum(sameness).default('recording').describe('What counts as the same'),
    }),
  output: () =>
    z.object({
      both: z.int(),
      only_first: z.array(itemOutput),
      only_second: z.array(itemOutput),
      left_out: z.int(),
      names: z.array(z.string()),
    }),
  scopes: ['playlist-read-private', 'user-library-read'],
  command: { path: ['playlist', 'compare'], positionals: ['first', 'second'] },

  async run({ first, second, same }, context) {
    const left = await readSource(first, context);
    const right = await readSource(second, context);
    const keys = ({ entries }: Source) => new Set(entries.map((entry) => keyOf(entry, same)));
    const [inLeft, inRight] = [keys(left), keys(right)];
    const missing = ({ entries }: Source, from: ReadonlySet<string | undefined>) =>
      entries.flatMap((entry) => (entry.item === undefined || from.has(keyOf(entry, same)) ? [] : [entry.item]));
    const [onlyLeft, onlyRight] = [missing(left, inRight), missing(right, inLeft)];
    return {
      both: [...inLeft].filter((key) => key !== undefined && inRight.has(key)).length,
      only_first: onlyLeft.slice(0, maxListed),
      only_second: onlyRight.slice(0, maxListed),
      left_out: Math.max(0, onlyLeft.length - maxListed) + Math.max(0, onlyRight.length - maxListed),
      names: [left.name, right.name],
    };
  },

  text: ({ both, only_first, only_second, left_out, names: [first = '', second = ''] }) =>
    lines(
      `${counted(both, 'song')} in both.`,
      `${only_first.length} only in ${quoted(first)}:`,
      only_first.map(itemLine),
      `${only_second.length} only in ${quoted(second)}:`,
      only_second.map(itemLine),
      left_out === 0 ? undefined : `${left_out} more are not listed: export_playlist gives whole lists.`,
    ),
});
