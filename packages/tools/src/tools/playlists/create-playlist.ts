import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { given, items, kind } from '../../inputs.js';
import { readItems } from '../../item-reference.js';
import { describeItem } from '../../outputs.js';
import { addInChunks } from '../../playlists/add-in-chunks.js';
import { playable } from '../../playlists/playable.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Makes a playlist. */
export const createPlaylist: Tool = defineTool({
  name: 'create_playlist',
  title: 'Create a playlist',
  description:
    'Makes a new playlist of the person, with tracks and episodes in it if some are given. Calling it twice makes two playlists.',
  toolset: 'playlists',
  effect: 'write',
  input: z.strictObject({
    name: z.string().trim().min(1).max(100),
    description: z.string().trim().min(1).max(300).optional(),
    public: z.boolean().default(false).describe('Shown on the profile'),
    items: items('tracks and episodes', 500).optional(),
    kind: kind(playable.allowed),
  }),
  output: z.object({ name: z.string(), uri: z.string(), added: z.int() }),
  scopes: ['playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'create'], positionals: ['name'] },

  async run({ name, description, public: isPublic, items: references = [], kind }, context) {
    const { spotify, signal } = context;
    if (kind !== undefined && references.length === 0) {
      throw new UserInputError('kind means nothing without items.', 'Leave it out.');
    }
    // Everything is read before anything is sent: a wrong item must not leave an empty playlist behind.
    const uris = readItems(references, { ...playable, kind }).map((reference) => reference.uri);
    const created = await spotify.playlists.create({ name, public: isPublic, ...given({ description }) }, { signal });
    const playlist = describeItem(created) ?? { name, uri: `spotify:playlist:${created.id}` };
    const before = `The playlist "${playlist.name}" was created (${playlist.uri}).`;
    const { added } = await addInChunks({ playlistId: created.id, uris, before }, context);
    return { name: playlist.name, uri: playlist.uri, added };
  },

  text: ({ name, uri, added }) =>
    `Created: ${name} (${uri})${added === 0 ? ', empty' : `, with ${counted(added, 'item')}`}`,
});
