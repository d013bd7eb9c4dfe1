import { z } from 'zod';
import { dryRun } from '../../inputs.js';
import { keyOf, sameness } from '../../playlists/duplicates.js';
import { makePlaylist } from '../../playlists/make-playlist.js';
import { isAddable } from '../../playlists/plan-change.js';
import { readSource } from '../../playlists/read-source.js';
import { counted, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Makes one playlist of several lists. */
export const mergePlaylists: Tool = defineTool({
  name: 'merge_playlists',
  title: 'Merge or copy playlists',
  description:
    'Makes a new playlist of the songs of several playlists, albums or "liked songs", one after the other or in turn; with one source it copies it. ' +
    'Duplicates stay out.',
  toolset: 'curation',
  effect: 'write',
  input: () =>
    z.strictObject({
      sources: z.array(z.string().min(1).max(500)).min(1).max(20).describe('Playlists, albums or "liked songs"'),
      name: z.string().trim().min(1).max(100).describe('Of the new playlist'),
      same: z
        .enum([...sameness, 'nothing'])
        .default('id')
        .describe('What counts as duplicate'),
      alternate: z.boolean().default(false).describe('In turn, one of each'),
      ...dryRun,
    }),
  output: () => receiptOutput.extend({ duplicates: z.int(), not_copied: z.int() }),
  scopes: ['playlist-read-private', 'user-library-read', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'merge'], positionals: ['name', 'sources'] },

  async run({ sources, name, same, alternate, dry_run }, context) {
    const lists = [];
    for (const source of sources) lists.push((await readSource(source, context)).entries);
    const all = alternate ? inTurn(lists) : lists.flat();
    const addable = all.filter(({ uri }) => isAddable(uri));
    const seen = new Set<string>();
    const kept = addable.filter((entry) => {
      const key = same === 'nothing' ? undefined : keyOf(entry, same);
      if (key === undefined) return true;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
    const uris = kept.map(({ uri }) => uri);
    const receipt = await makePlaylist({ tool: 'merge_playlists', name, uris, dryRun: dry_run }, context);
    return { ...receipt, duplicates: addable.length - kept.length, not_copied: all.length - addable.length };
  },

  text: ({ duplicates, not_copied, ...receipt }) =>
    lines(
      receiptText(receipt),
      duplicates === 0 ? undefined : `${counted(duplicates, 'duplicate')} stayed out.`,
      not_copied === 0
        ? undefined
        : `${counted(not_copied, 'entry is', 'entries are')} local or gone, and cannot be copied.`,
    ),
});

function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
