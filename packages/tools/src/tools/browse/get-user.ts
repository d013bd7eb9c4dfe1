import { z } from 'zod';
import { limit, offset } from '../../inputs.js';
import { describeItems, fieldsOf, itemOutput, pageOutput, textOf } from '../../outputs.js';
import { pageOf, place } from '../../paging.js';
import { itemLine, lines, moreLine, quoted, unavailableLine } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Says who somebody else is and which public playlists they have. */
export const getUser: Tool = defineTool({
  name: 'get_user',
  title: 'Another user',
  description:
    'Reads the profile of another Spotify user and a page of their public playlists. Only for apps in extended quota mode.',
  toolset: 'browse',
  effect: 'read',
  access: 'extended',
  input: () =>
    z.strictObject({
      user: z.string().min(1).max(200).describe('Id, URI or link'),
      limit: limit(20),
      offset: offset(),
    }),
  output: () =>
    z.object({
      name: z.string(),
      id: z.string(),
      playlists: z.array(itemOutput),
      unavailable: z.int(),
      ...pageOutput,
    }),
  scopes: ['playlist-read-private', 'playlist-read-collaborative'],
  command: { path: ['user', 'show'], positionals: ['user'] },

  async run({ user, limit, offset }, { spotify, signal }) {
    const user_id = decodeURIComponent(/(?:user[:/])([^/?#:]+)/.exec(user)?.[1] ?? user.trim());
    const profile = fieldsOf(await spotify.users.get({ user_id }, { signal }));
    const page = pageOf(await spotify.users.playlists({ user_id, limit, offset }, { signal }));
    const { items, unavailable } = describeItems(page.entries);
    const name = textOf(profile.display_name) ?? user_id;
    return { name, id: user_id, playlists: items, unavailable, ...place(offset, page.entries.length, page.total) };
  },

  text: ({ name, id, playlists, unavailable, total, next_offset }) =>
    lines(
      `${quoted(name)} (${id}), ${total} playlists:`,
      playlists.map(itemLine),
      unavailableLine(unavailable),
      moreLine({ total, next_offset }),
    ),
});
