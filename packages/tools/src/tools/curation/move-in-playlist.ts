import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, item } from '../../inputs.js';
import { changeContents } from '../../playlists/change-contents.js';
import { readContents } from '../../playlists/contents.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Moves entries of a playlist to another place. */
export const moveInPlaylist: Tool = defineTool({
  name: 'move_in_playlist',
  title: 'Move within a playlist',
  description:
    'Moves one entry, or several neighbours, of a playlist to another place in it: reorder. Places count from 0.',
  toolset: 'curation',
  effect: 'write',
  input: () =>
    z.strictObject({
      playlist: item(),
      from: z.int().min(0).describe('Place of the first one to move'),
      to: z.int().min(0).describe('Before which place they go, as counted now'),
      count: z.int().min(1).default(1),
      ...dryRun,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'move'], positionals: ['playlist', 'from', 'to'] },

  async run({ playlist, from, to, count, dry_run }, context) {
    const { id } = await resolveOwnPlaylist(playlist, context);
    const contents = await readContents(id, context);
    const size = contents.entries.length;
    if (from + count > size || to > size) {
      throw new UserInputError(`The playlist has only ${size} places.`, `Places go from 0 to ${size - 1}.`);
    }
    const places = contents.entries.map((_, index) => index);
    const moved = places.slice(from, from + count);
    const isMoved = (place: number): boolean => place >= from && place < from + count;
    const wanted = [
      ...places.slice(0, to).filter((place) => !isMoved(place)),
      ...moved,
      ...places.slice(to).filter((place) => !isMoved(place)),
    ];
    const summary = `moved ${counted(count, 'item')} from ${from} to before ${to}`;
    return await changeContents(
      { tool: 'move_in_playlist', playlist: contents, wanted, summary, dryRun: dry_run },
      context,
    );
  },

  text: receiptText,
});
