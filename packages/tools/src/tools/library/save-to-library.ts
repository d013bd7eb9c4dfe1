import { z } from 'zod';
import { dryRun, items, kind } from '../../inputs.js';
import { changeLibrary } from '../../library/change-library.js';
import { savable } from '../../library/savable.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Saves things to the library of the person. */
export const saveToLibrary: Tool = defineTool({
  name: 'save_to_library',
  title: 'Save, like or follow',
  description:
    'Saves (likes) songs, albums, podcasts, episodes or audiobooks, or follows artists, people and playlists; thousands in one call. ' +
    'Skips what is saved already.',
  toolset: 'library',
  effect: 'write',
  idempotent: true,
  input: () => z.strictObject({ items: items(10_000), kind: kind(savable.allowed), ...dryRun }),
  output: () => receiptOutput,
  scopes: [
    'user-library-read',
    'user-library-modify',
    'user-follow-read',
    'user-follow-modify',
    'playlist-modify-public',
  ],
  command: { path: ['library', 'save'], positionals: ['items'] },

  async run({ items: references, kind, dry_run }, context) {
    const found = await resolveItems(references, { ...savable, kind }, context);
    const uris = found.map(({ uri }) => uri);
    return await changeLibrary({ tool: 'save_to_library', action: 'save', uris, dryRun: dry_run }, context);
  },

  text: receiptText,
});
