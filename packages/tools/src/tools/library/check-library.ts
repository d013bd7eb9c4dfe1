import { z } from 'zod';
import { items, kind } from '../../inputs.js';
import { readSaved } from '../../library/change-library.js';
import { savable } from '../../library/savable.js';
import { lines } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';

/** Tells what is saved. */
export const checkLibrary: Tool = defineTool({
  name: 'check_library',
  title: 'Is it saved?',
  description:
    'Tells whether songs, albums, podcasts … are in the library already (saved, liked), and whether the person follows artists, people or playlists.',
  toolset: 'library',
  effect: 'read',
  input: () => z.strictObject({ items: items(1000), kind: kind(savable.allowed) }),
  output: () => z.object({ items: z.array(z.object({ uri: z.string(), saved: z.boolean() })) }),
  scopes: ['user-library-read', 'user-follow-read', 'playlist-read-private'],
  command: { path: ['library', 'check'], positionals: ['items'] },

  async run({ items: references, kind }, context) {
    const uris = (await resolveItems(references, { ...savable, kind }, context)).map(({ uri }) => uri);
    const saved = await readSaved([...new Set(uris)], context);
    return { items: uris.map((uri) => ({ uri, saved: saved.get(uri) === true })) };
  },

  text: ({ items }) => lines(items.map(({ uri, saved }) => `${saved ? 'saved' : 'not saved'}: ${uri}`)),
});
