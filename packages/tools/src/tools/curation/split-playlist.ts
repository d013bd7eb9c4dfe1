import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, item } from '../../inputs.js';
import { makePlaylist } from '../../playlists/make-playlist.js';
import { isAddable } from '../../playlists/plan-change.js';
import { readSource } from '../../playlists/read-source.js';
import { lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** More parts than this is hardly what anybody wants. */
const mostParts = 50;

/** Makes several playlists of one. */
export const splitPlaylist: Tool = defineTool({
  name: 'split_playlist',
  title: 'Split a playlist',
  description:
    'Divides a playlist, album or "liked songs" into several new, smaller playlists: parts of a certain size, or so many parts. The original stays as it is.',
  toolset: 'curation',
  effect: 'write',
  input: () =>
    z.strictObject({
      playlist: item('the list to split'),
      size: z.int().min(1).max(10_000).optional().describe('Items in each part'),
      parts: z.int().min(2).max(mostParts).optional(),
      name: z.string().trim().min(1).max(90).optional().describe('Each part gets a number behind it'),
      ...dryRun,
    }),
  output: () => z.object({ playlists: z.array(receiptOutput) }),
  scopes: ['playlist-read-private', 'user-library-read', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'split'], positionals: ['playlist'] },

  async run({ playlist, size, parts, name, dry_run }, context) {
    if ((size === undefined) === (parts === undefined)) {
      throw new UserInputError('How to split was not given clearly.', 'Give either size or parts.');
    }
    const source = await readSource(playlist, context);
    const uris = source.entries.map(({ uri }) => uri).filter(isAddable);
    const each = size ?? Math.ceil(uris.length / (parts ?? 1));
    const count = Math.ceil(uris.length / Math.max(1, each));
    if (count < 2)
      throw new UserInputError(`There are only ${uris.length} items: nothing to split.`, 'Give a smaller size.');
    if (count > mostParts) throw new UserInputError(`That would make ${count} playlists.`, `At most ${mostParts}.`);
    const receipts = [];
    for (let part = 0; part < count; part += 1) {
      const title = `${name ?? source.name.slice(0, 90)} ${part + 1}`;
      const some = uris.slice(part * each, (part + 1) * each);
      receipts.push(await makePlaylist({ tool: 'split_playlist', name: title, uris: some, dryRun: dry_run }, context));
      context.progress?.({ done: part + 1, total: count, message: 'playlists made' });
    }
    return { playlists: receipts };
  },

  text: ({ playlists }) => lines(playlists.map(receiptText)),
});
