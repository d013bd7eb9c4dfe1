import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { destructive, item, items, kind } from '../../inputs.js';
import { isReference, readItem } from '../../item-reference.js';
import { changeContents } from '../../playlists/change-contents.js';
import { readContents } from '../../playlists/contents.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { playable } from '../../playlists/playable.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { comparable } from '../../words/spoken.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Takes songs and episodes out of a playlist. */
export const removeFromPlaylist: Tool = defineTool({
  name: 'remove_from_playlist',
  title: 'Remove from a playlist',
  description:
    'Removes songs and episodes from a playlist of the person: by URI, by their name in it (all that fit), or single places by position. Asks first.',
  toolset: 'playlists',
  effect: 'destroy',
  idempotent: true,
  input: () =>
    z.strictObject({
      playlist: item(),
      items: items(10_000, 'songs in it').optional(),
      kind: kind(playable.allowed),
      positions: z.array(z.int().min(0)).min(1).max(10_000).optional().describe('Places in it, from 0'),
      ...destructive,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'remove'], positionals: ['playlist', 'items'] },

  async run({ playlist, items: references, kind, positions, dry_run, confirm }, context) {
    if (references === undefined && positions === undefined) {
      throw new UserInputError('Nothing to remove was given.', 'Give items or positions.');
    }
    const { id } = await resolveOwnPlaylist(playlist, context);
    const contents = await readContents(id, context);
    const places = new Set(positions);
    const uris = new Set<string>();
    const names = new Set<string>();
    for (const reference of references ?? []) {
      if (isReference(reference)) uris.add(readItem(reference, { ...playable, kind }).uri);
      else names.add(comparable(reference));
    }
    const isMeant = ({ uri, item }: (typeof contents.entries)[number], index: number): boolean =>
      places.has(index) ||
      uris.has(uri) ||
      [item?.name ?? '', `${item?.name} by ${item?.by}`].some((name) => names.has(comparable(name)));
    const wanted = contents.entries.flatMap((entry, index) => (isMeant(entry, index) ? [] : [index]));
    const summary = `removed ${counted(contents.entries.length - wanted.length, 'item')}`;
    const tool = 'remove_from_playlist';
    return await changeContents(
      { tool, playlist: contents, wanted, summary, dryRun: dry_run, confirm: { token: confirm } },
      context,
    );
  },

  text: receiptText,
});
