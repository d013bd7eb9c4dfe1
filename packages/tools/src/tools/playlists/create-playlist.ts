import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, items, kind } from '../../inputs.js';
import { makePlaylist } from '../../playlists/make-playlist.js';
import { playable } from '../../playlists/playable.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Makes a playlist. */
export const createPlaylist: Tool = defineTool({
  name: 'create_playlist',
  title: 'Create a playlist',
  description:
    'Makes a new playlist of the person, with the songs and episodes given, up to thousands. Twice makes two.',
  toolset: 'playlists',
  effect: 'write',
  input: () =>
    z.strictObject({
      name: z.string().trim().min(1).max(100),
      description: z.string().trim().min(1).max(300).optional(),
      public: z.boolean().default(false),
      collaborative: z.boolean().optional(),
      items: items(10_000, 'songs and episodes').optional(),
      kind: kind(playable.allowed),
      ...dryRun,
    }),
  output: () => receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'create'], positionals: ['name'] },

  async run({ items: references = [], kind, dry_run, public: isPublic, collaborative, name, description }, context) {
    if (kind !== undefined && references.length === 0) {
      throw new UserInputError('kind means nothing without items.', 'Leave it out.');
    }
    if (collaborative === true && isPublic) {
      throw new UserInputError('A playlist that others may change cannot be public.', 'Choose one of both.');
    }
    // Everything is found before anything is sent: a wrong item must not leave an empty playlist behind.
    const uris = (await resolveItems(references, { ...playable, kind }, context)).map(({ uri }) => uri);
    const details = { name, description, isPublic, isCollaborative: collaborative };
    return await makePlaylist({ tool: 'create_playlist', uris, dryRun: dry_run, ...details }, context);
  },

  text: receiptText,
});
