import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, item } from '../../inputs.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Spotify takes no larger image, counted as base64. */
const mostCharacters = 262_144;

/** Gives a playlist a cover. */
export const setPlaylistCover: Tool = defineTool({
  name: 'set_playlist_cover',
  title: 'Set a playlist cover',
  description:
    'Uploads a JPEG, as base64 text of at most 256 KiB, as the cover image of a playlist of the person. It shows a little later.',
  toolset: 'curation',
  effect: 'write',
  idempotent: true,
  input: () =>
    z.strictObject({
      playlist: item(),
      image: z.string().min(1).max(mostCharacters).describe('JPEG as base64'),
      ...dryRun,
    }),
  output: () => receiptOutput,
  scopes: ['ugc-image-upload', 'playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'set-cover'], positionals: ['playlist', 'image'], files: { image: 'base64' } },

  async run({ playlist, image, dry_run }, context) {
    const { spotify, signal } = context;
    const data = image.replace(/^data:image\/jpeg;base64,/, '');
    // Every JPEG begins with the same three bytes.
    if (!/^\/9j\/[A-Za-z0-9+/=\s]*$/.test(data)) {
      throw new UserInputError(
        'The image is not a JPEG in base64.',
        'Convert it to JPEG; base64 of one begins with /9j/.',
      );
    }
    const { id, uri, name } = await resolveOwnPlaylist(playlist, context);
    const summary = `set the cover of ${name === undefined ? uri : quoted(name)}`;
    if (dry_run === true) return { outcome: 'planned' as const, summary, uri };
    await spotify.playlists.uploadCover({ playlist_id: id, image: data }, { signal });
    return { outcome: 'done' as const, summary, uri };
  },

  text: receiptText,
});
