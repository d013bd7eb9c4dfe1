import { z } from 'zod';
import { destructive, items, kind } from '../../inputs.js';
import { changeLibrary } from '../../library/change-library.js';
import { savable } from '../../library/savable.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText } from '../../writes/receipt.js';

/** Takes things out of the library of the person. */
export const removeFromLibrary: Tool = defineTool({
  name: 'remove_from_library',
  title: 'Remove, unlike or unfollow',
  description:
    'Removes (unlikes) saved songs, albums, podcasts, episodes or audiobooks, or unfollows artists, people and playlists; thousands in one call. Asks first.',
  toolset: 'library',
  effect: 'destroy',
  idempotent: true,
  input: () => z.strictObject({ items: items(10_000), kind: kind(savable.allowed), ...destructive }),
  output: () => receiptOutput,
  scopes: [
    'user-library-read',
    'user-library-modify',
    'user-follow-read',
    'user-follow-modify',
    'playlist-modify-public',
  ],
  command: { path: ['library', 'remove'], positionals: ['items'] },

  async run({ items: references, kind, dry_run, confirm }, context) {
    const found = await resolveItems(references, { ...savable, kind }, context);
    const uris = found.map(({ uri }) => uri);
    const change = { tool: 'remove_from_library', action: 'remove', uris, dryRun: dry_run, confirm } as const;
    return await changeLibrary(change, context);
  },

  text: receiptText,
});
