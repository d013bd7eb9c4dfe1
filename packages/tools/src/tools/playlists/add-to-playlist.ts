import { z } from 'zod';
import { dryRun, item, items, kind } from '../../inputs.js';
import { addToContents } from '../../playlists/append.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { playable } from '../../playlists/playable.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Adds tracks and episodes to a playlist. */
export const addToPlaylist: Tool = defineTool({
  name: 'add_to_playlist',
  title: 'Add to a playlist',
  description:
    'Adds (puts) songs and episodes into a playlist of the person, at the end or a position; thousands in one call. Adding again doubles them.',
  toolset: 'playlists',
  effect: 'write',
  input: () =>
    z.strictObject({
      playlist: item(),
      items: items(10_000, 'songs and episodes'),
      kind: kind(playable.allowed),
      position: z.int().min(0).optional().describe('Where the first one goes, from 0'),
      ...dryRun,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'add'], positionals: ['playlist', 'items'] },

  async run({ playlist, items: references, kind, position, dry_run }, context) {
    const uris = (await resolveItems(references, { ...playable, kind }, context)).map(({ uri }) => uri);
    const { id } = await resolveOwnPlaylist(playlist, context);
    return await addToContents({ tool: 'add_to_playlist', playlistId: id, uris, position, dryRun: dry_run }, context);
  },

  text: receiptText,
});
