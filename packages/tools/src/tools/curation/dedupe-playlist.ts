import { z } from 'zod';
import { destructive, item } from '../../inputs.js';
import { changeContents } from '../../playlists/change-contents.js';
import { readContents } from '../../playlists/contents.js';
import { findDuplicates, sameness } from '../../playlists/duplicates.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { counted, itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** How many duplicates an answer names. */
const maxNamed = 20;

/** Removes what is twice in a playlist. */
export const dedupePlaylist: Tool = defineTool({
  name: 'dedupe_playlist',
  title: 'Remove duplicates',
  description:
    'Finds and removes duplicates in a playlist of the person; the first of each stays. Same id, same recording (ISRC), or the same name by the same artist. Asks first.',
  toolset: 'curation',
  effect: 'destroy',
  idempotent: true,
  input: () =>
    z.strictObject({
      playlist: item(),
      same: z.enum(sameness).default('recording').describe('What counts as the same'),
      ...destructive,
    }),
  output: () => receiptOutput.extend({ duplicates: z.array(z.string()), left_out: z.int() }),
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'dedupe'], positionals: ['playlist'] },

  async run({ playlist, same, dry_run, confirm }, context) {
    const { id } = await resolveOwnPlaylist(playlist, context);
    const contents = await readContents(id, context);
    const found = findDuplicates(contents.entries, same);
    const gone = new Set(found);
    const receipt = await changeContents(
      {
        tool: 'dedupe_playlist',
        playlist: contents,
        wanted: contents.entries.map((_, index) => index).filter((index) => !gone.has(index)),
        summary: `removed ${counted(found.length, 'duplicate')}`,
        dryRun: dry_run,
        confirm: { token: confirm },
      },
      context,
    );
    const named = found.slice(0, maxNamed).map((index) => {
      const entry = contents.entries[index];
      return `${index}: ${itemLine(entry?.item ?? { name: '(no name)', uri: entry?.uri ?? '' })}`;
    });
    return { ...receipt, duplicates: named, left_out: found.length - named.length };
  },

  text: ({ duplicates, left_out, ...receipt }) =>
    lines(receiptText(receipt), duplicates, left_out === 0 ? undefined : `and ${left_out} more.`),
});
