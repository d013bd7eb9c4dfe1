import { z } from 'zod';
import { explainError } from '../../explain-error.js';
import { given, item, market } from '../../inputs.js';
import { describeItem, describeItems, fieldsOf, itemOutput, listOf, numberOf } from '../../outputs.js';
import { itemLine, lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItem } from '../../words/resolve-item.js';

/** Says all of an artist that this app may know. */
export const getArtistProfile: Tool = defineTool({
  name: 'get_artist_profile',
  title: 'Artist profile',
  description:
    'Tells all of an artist at once: top tracks, related artists, followers, popularity, where the app may see them; what is closed to it is named. Releases: get_artist.',
  toolset: 'browse',
  effect: 'read',
  input: () => z.strictObject({ artist: item(), market }),
  output: () =>
    z.object({
      ...itemOutput.shape,
      followers: z.int().optional(),
      popularity: z.int().optional(),
      top_tracks: z.array(itemOutput),
      related: z.array(itemOutput),
      closed: z.array(z.string()),
    }),
  scopes: [],
  command: { path: ['artist', 'profile'], positionals: ['artist'] },

  async run({ artist: reference, market }, context) {
    const { spotify, signal } = context;
    const { id, uri } = await resolveItem(reference, { allowed: ['artist'] }, context, 'The artist');
    const artist = await spotify.artists.get({ id }, { signal });
    const closed: string[] = [];
    // Each may be closed to this app; that must not hide the rest.
    const unlessClosed = async (name: string, read: () => Promise<unknown>, list: string) => {
      try {
        return describeItems(listOf(fieldsOf(await read())[list])).items;
      } catch (error) {
        const { code } = explainError(error);
        if (!code.startsWith('forbidden') && code !== 'not_found') throw error;
        closed.push(name);
        return [];
      }
    };
    const top_tracks = await unlessClosed(
      'top tracks',
      () => spotify.artists.topTracks({ id, ...given({ market }) }, { signal }),
      'tracks',
    );
    const related = await unlessClosed('related artists', () => spotify.artists.related({ id }, { signal }), 'artists');
    const fields = fieldsOf(artist);
    return {
      ...(describeItem(artist) ?? { name: '(no name)', uri, kind: 'artist' }),
      ...given({ followers: numberOf(fieldsOf(fields.followers).total), popularity: numberOf(fields.popularity) }),
      top_tracks,
      related,
      closed,
    };
  },

  text: ({ followers, popularity, top_tracks, related, closed, ...artist }) =>
    lines(
      itemLine(artist),
      followers === undefined ? undefined : `${followers} followers, popularity ${popularity}`,
      top_tracks.length === 0 ? undefined : 'Top tracks:',
      top_tracks.map(itemLine),
      related.length === 0 ? undefined : 'Related:',
      related.map(itemLine),
      closed.length === 0 ? undefined : `Spotify does not tell this app: ${closed.join(', ')}.`,
    ),
});
