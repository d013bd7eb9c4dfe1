import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun } from '../../inputs.js';
import { readItem } from '../../item-reference.js';
import { formats, type Line, readLines } from '../../playlists/formats.js';
import { makePlaylist } from '../../playlists/make-playlist.js';
import { matchLine } from '../../playlists/match-line.js';
import { playable } from '../../playlists/playable.js';
import { counted, itemLine, lines, quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** As many as a playlist can hold. */
const mostLines = 10_000;
/** How many of them one call looks up: each without an address costs a search. */
const mostLookedUp = 1000;

/** Makes a playlist of a list from elsewhere. */
export const importPlaylist: Tool = defineTool({
  name: 'import_playlist',
  title: 'Import a playlist',
  description:
    'Makes a new playlist of a list from elsewhere: JSON, CSV, M3U or plain "artist - title" lines. Finds each song, and reports what was found only nearly or not at all.',
  toolset: 'curation',
  effect: 'write',
  input: () =>
    z.strictObject({
      name: z.string().trim().min(1).max(100).describe('Of the new playlist'),
      content: z.string().min(1).max(900_000),
      format: z.enum(formats).default('text'),
      similar: z.boolean().default(false).describe('Also take songs that are only similar'),
      ...dryRun,
    }),
  output: () => receiptOutput.extend({ matched: z.int(), similar: z.array(z.string()), missing: z.array(z.string()) }),
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'import'], positionals: ['name', 'content'], files: { content: 'text' } },

  async run({ name, content, format, similar: takesSimilar, dry_run }, context) {
    const wanted = read(content, format);
    const uris: string[] = [];
    const similar: string[] = [];
    const missing: string[] = [];
    for (const [index, line] of wanted.entries()) {
      const match = await matchLine(line, context);
      if (match.uri === undefined) missing.push(nameOf(line));
      else if (match.how === 'similar')
        similar.push(`${nameOf(line)} → ${itemLine(match.found ?? { name: '', uri: match.uri })}`);
      if (match.uri !== undefined && (match.how !== 'similar' || takesSimilar)) {
        uris.push(readItem(match.uri, playable, `Line ${index + 1}`).uri);
      }
      context.progress?.({ done: index + 1, total: wanted.length, message: 'songs looked up' });
    }
    const receipt = await makePlaylist({ tool: 'import_playlist', name, uris, dryRun: dry_run }, context);
    return { ...receipt, matched: uris.length, similar, missing };
  },

  text: ({ matched, similar, missing, ...receipt }) =>
    lines(
      receiptText(receipt),
      `${counted(matched, 'line')} taken over.`,
      similar.length === 0 ? undefined : 'Only similar songs were found for:',
      similar,
      missing.length === 0 ? undefined : 'Nothing was found for:',
      missing,
    ),
});

function read(content: string, format: (typeof formats)[number]): readonly Line[] {
  try {
    const wanted = readLines(content, format);
    if (wanted.length === 0) throw new UserInputError('The list is empty.', 'Give one song a line.');
    if (wanted.length > mostLines) {
      throw new UserInputError(`The list has ${wanted.length} lines.`, `Import at most ${mostLines} at a time.`);
    }
    const nameless = wanted.filter(({ uri }) => uri === undefined).length;
    if (nameless > mostLookedUp) {
      throw new UserInputError(
        `${nameless} lines have no URI, and each of them costs a search.`,
        `Import at most ${mostLookedUp} such lines at a time.`,
      );
    }
    return wanted;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserInputError(
      'The content is not a JSON list.',
      'Give a list of objects with uri, or title and artist.',
    );
  }
}

function nameOf({ artist, title, uri }: Line): string {
  return quoted([artist, title ?? uri].filter(Boolean).join(' - '));
}
