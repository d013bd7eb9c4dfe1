import { z } from 'zod';
import { item } from '../../inputs.js';
import { fieldsOf, listOf, numberOf, textOf } from '../../outputs.js';
import { lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItem } from '../../words/resolve-item.js';

/** Says where the cover of a playlist is. */
export const getPlaylistCover: Tool = defineTool({
  name: 'get_playlist_cover',
  title: 'Playlist cover',
  description: 'Gives the addresses of the cover image of a playlist, in its sizes. They are good for less than a day.',
  toolset: 'curation',
  effect: 'read',
  input: () => z.strictObject({ playlist: item() }),
  output: () => z.object({ images: z.array(z.object({ url: z.string(), width: z.int().optional() })) }),
  scopes: [],
  command: { path: ['playlist', 'cover'], positionals: ['playlist'] },

  async run({ playlist }, context) {
    const { id } = await resolveItem(playlist, { allowed: ['playlist'] }, context, 'The playlist');
    const images = listOf(await context.spotify.playlists.cover({ playlist_id: id }, { signal: context.signal }));
    return {
      images: images.flatMap((image) => {
        const { url, width } = fieldsOf(image);
        const address = textOf(url);
        const pixels = numberOf(width);
        return address === undefined ? [] : [{ url: address, ...(pixels === undefined ? {} : { width: pixels }) }];
      }),
    };
  },

  text: ({ images }) =>
    images.length === 0
      ? 'It has no cover.'
      : lines(images.map(({ url, width }) => (width === undefined ? url : `${url} (${width} pixels wide)`))),
});
