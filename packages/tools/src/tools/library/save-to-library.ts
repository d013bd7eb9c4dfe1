import { z } from 'zod';
import { PartialError } from '../../errors.js';
import { explainError } from '../../explain-error.js';
import { items, kind } from '../../inputs.js';
import { type ItemKind, readItems } from '../../item-reference.js';
import { counted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';

const kinds = [
  'track',
  'album',
  'artist',
  'playlist',
  'show',
  'episode',
  'audiobook',
] as const satisfies readonly ItemKind[];

/** Spotify takes no more URIs than this per request. */
const chunkSize = 40;

/** Saves things to the library of the person. */
export const saveToLibrary: Tool = defineTool({
  name: 'save_to_library',
  title: 'Save to the library',
  description:
    'Saves tracks, albums, shows, episodes or audiobooks to the library of the person, or follows artists and playlists. Saving again changes nothing.',
  toolset: 'library',
  effect: 'write',
  idempotent: true,
  input: z.strictObject({ items: items('what to save', 200), kind: kind(kinds) }),
  output: z.object({ saved: z.array(z.string()) }),
  scopes: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
  command: { path: ['library', 'save'], positionals: ['items'] },

  async run({ items: references, kind }, { spotify, signal }) {
    const all = readItems(references, {
      allowed: kinds,
      kind,
      otherwise: 'Save the audiobook that a chapter belongs to.',
    });
    const uris = [...new Set(all.map(({ uri }) => uri))];
    for (let saved = 0; saved < uris.length; saved += chunkSize) {
      try {
        await spotify.library.save({ uris: uris.slice(saved, saved + chunkSize) }, { signal });
      } catch (error) {
        if (saved === 0) throw error;
        const { message } = explainError(error);
        throw new PartialError(
          `The first ${saved} of ${uris.length} were saved, then it failed: ${message}`,
          'Call it again with all of them: saving again changes nothing.',
          error,
        );
      }
    }
    return { saved: uris };
  },

  text: ({ saved }) => (saved.length === 1 ? `Saved: ${saved[0]}` : `Saved ${counted(saved.length, 'item')}.`),
});
