import { z } from 'zod';
import { given, item, items, kind } from '../../inputs.js';
import { readItem, readItems } from '../../item-reference.js';
import { addInChunks } from '../../playlists/add-in-chunks.js';
import { playable } from '../../playlists/playable.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Adds tracks and episodes to a playlist. */
export const addToPlaylist: Tool = defineTool({
  name: 'add_to_playlist',
  title: 'Add to a playlist',
  description:
    'Adds tracks and episodes to a playlist of the person, in the order given, at the end or at a position. Adding again doubles them.',
  toolset: 'playlists',
  effect: 'write',
  input: z.strictObject({
    playlist: item('the playlist'),
    items: items('tracks and episodes', 500),
    kind: kind(playable.allowed),
    position: z.int().min(0).optional().describe('Where the first one goes, from 0; else at the end'),
  }),
  output: z.object({ uri: z.string(), added: z.int(), snapshot: z.string().optional() }),
  scopes: ['playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'add'], positionals: ['playlist', 'items'] },

  async run({ playlist: reference, items: references, kind, position }, context) {
    const playlist = readItem(reference, { allowed: ['playlist'] }, 'The playlist');
    const uris = readItems(references, { ...playable, kind }).map(({ uri }) => uri);
    const result = await addInChunks({ playlistId: playlist.id, uris, ...given({ position }) }, context);
    return { uri: playlist.uri, ...result };
  },

  text: ({ uri, added }) => `Added ${counted(added, 'item')} to ${uri}`,
});
