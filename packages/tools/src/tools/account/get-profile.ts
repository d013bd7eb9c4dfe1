import { z } from 'zod';
import { given } from '../../inputs.js';
import { fieldsOf, textOf } from '../../outputs.js';
import { quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

/** Says whose account it is. */
export const getProfile: Tool = defineTool({
  name: 'get_profile',
  title: 'Whose account',
  description: 'Says whose Spotify account this is: name, id, and country and plan where the app may see them.',
  toolset: 'account',
  effect: 'read',
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      name: z.string(),
      id: z.string(),
      uri: z.string(),
      country: z.string().optional(),
      plan: z.string().optional(),
    }),
  scopes: ['user-read-private'],
  command: { path: ['profile'] },

  async run(_input, { spotify, signal }) {
    const me = fieldsOf(await spotify.me.profile({}, { signal }));
    const id = textOf(me.id) ?? '';
    return {
      name: textOf(me.display_name) ?? id,
      id,
      uri: textOf(me.uri) ?? `spotify:user:${id}`,
      ...given({ country: textOf(me.country), plan: textOf(me.product) }),
    };
  },

  text: ({ name, id, country, plan }) =>
    [`${quoted(name)} (${id})`, country, plan].filter((part) => part !== undefined).join(', '),
});
