import { z } from 'zod';
import { destructive, item } from '../../inputs.js';
import { changeLibrary } from '../../library/change-library.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Deletes an own playlist, or unfollows another. */
export const deletePlaylist: Tool = defineTool({
  name: 'delete_playlist',
  title: 'Delete or unfollow a playlist',
  description:
    'Deletes a playlist of the person, or unfollows one of somebody else: it leaves their list. Asks first; undo_write brings it back.',
  toolset: 'playlists',
  effect: 'destroy',
  idempotent: true,
  input: () => z.strictObject({ playlist: item(), ...destructive }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private', 'user-library-modify'],
  command: { path: ['playlist', 'delete'], positionals: ['playlist'] },

  async run({ playlist, dry_run, confirm }, context) {
    const { uri, name } = await resolveOwnPlaylist(playlist, context);
    const called = name === undefined ? undefined : `${quoted(name)} (${uri})`;
    const change = {
      tool: 'delete_playlist',
      action: 'remove',
      uris: [uri],
      called,
      dryRun: dry_run,
      confirm,
    } as const;
    return { ...(await changeLibrary(change, context)), uri };
  },

  text: receiptText,
});
