import { z } from 'zod';
import { dryRun, item } from '../../inputs.js';
import { changeContents } from '../../playlists/change-contents.js';
import { readContents } from '../../playlists/contents.js';
import { shuffledPlaces, sortedPlaces, sortKeys } from '../../playlists/order.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Puts a playlist into another order. */
export const sortPlaylist: Tool = defineTool({
  name: 'sort_playlist',
  title: 'Sort, reverse or shuffle a playlist',
  description:
    'Sorts a playlist of the person by name, artist, album, release date, date added or length; reverses it, or mixes it up for good (shuffle).',
  toolset: 'curation',
  effect: 'write',
  input: () =>
    z.strictObject({
      playlist: item(),
      by: z.enum([...sortKeys, 'random']).describe('position with descending reverses'),
      descending: z.boolean().default(false),
      ...dryRun,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'sort'], positionals: ['playlist'] },

  async run({ playlist, by, descending, dry_run }, context) {
    const { id } = await resolveOwnPlaylist(playlist, context);
    const contents = await readContents(id, context);
    const wanted =
      by === 'random'
        ? shuffledPlaces(contents.entries.length, Math.random)
        : sortedPlaces(contents.entries, by, descending);
    const how = by === 'random' ? 'shuffled' : `sorted by ${by}${descending ? ', descending' : ''}`;
    const change = { tool: 'sort_playlist', playlist: contents, wanted, dryRun: dry_run };
    return await changeContents({ ...change, summary: `${how} ${contents.entries.length} items` }, context);
  },

  text: receiptText,
});
