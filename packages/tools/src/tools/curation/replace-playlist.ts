import { z } from 'zod';
import { destructive, item, kind } from '../../inputs.js';
import { changeContents } from '../../playlists/change-contents.js';
import { readContents } from '../../playlists/contents.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { playable } from '../../playlists/playable.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Puts other contents in the place of a playlist's. */
export const replacePlaylist: Tool = defineTool({
  name: 'replace_playlist',
  title: 'Replace or empty a playlist',
  description:
    'Replaces everything in a playlist of the person by the songs given, in order; with an empty list it empties (clears) the playlist. Asks first.',
  toolset: 'curation',
  effect: 'destroy',
  idempotent: true,
  input: () =>
    z.strictObject({
      playlist: item(),
      items: z
        .array(z.string().min(1).max(500))
        .max(10_000)
        .describe('Names, URIs, links or ids of songs and episodes'),
      kind: kind(playable.allowed),
      ...destructive,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'replace'], positionals: ['playlist', 'items'] },

  async run({ playlist, items: references, kind, dry_run, confirm }, context) {
    const { id } = await resolveOwnPlaylist(playlist, context);
    const uris = (await resolveItems(references, { ...playable, kind }, context)).map(({ uri }) => uri);
    const contents = await readContents(id, context);
    const free = new Map<string, number[]>();
    for (const [index, { uri }] of contents.entries.entries()) free.set(uri, [...(free.get(uri) ?? []), index]);
    const wanted = uris.map((uri) => free.get(uri)?.shift() ?? uri);
    const summary =
      uris.length === 0
        ? 'removed everything'
        : `put ${counted(uris.length, 'item')} in place of ${contents.entries.length}`;
    return await changeContents(
      { tool: 'replace_playlist', playlist: contents, wanted, summary, dryRun: dry_run, confirm: { token: confirm } },
      context,
    );
  },

  text: receiptText,
});
