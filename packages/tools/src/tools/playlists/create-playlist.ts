import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, given, items, kind } from '../../inputs.js';
import { describeItem, fieldsOf, textOf } from '../../outputs.js';
import { appendInChunks } from '../../playlists/append.js';
import { readSize } from '../../playlists/contents.js';
import { playable } from '../../playlists/playable.js';
import { counted, quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { resolveItems } from '../../words/resolve-item.js';
import { receiptOutput, receiptText, undoable } from '../../writes/receipt.js';

/** Makes a playlist. */
export const createPlaylist: Tool = defineTool({
  name: 'create_playlist',
  title: 'Create a playlist',
  description:
    'Makes a new playlist of the person, with the songs and episodes given, up to thousands. Calling it twice makes two playlists.',
  toolset: 'playlists',
  effect: 'write',
  input: z.strictObject({
    name: z.string().trim().min(1).max(100),
    description: z.string().trim().min(1).max(300).optional(),
    public: z.boolean().default(false),
    collaborative: z.boolean().optional(),
    items: items('songs and episodes', 10_000).optional(),
    kind: kind(playable.allowed),
    ...dryRun,
  }),
  output: receiptOutput,
  scopes: ['playlist-read-private', 'playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'create'], positionals: ['name'] },

  async run({ items: references = [], kind, dry_run, ...details }, context) {
    const { spotify, signal } = context;
    if (kind !== undefined && references.length === 0) {
      throw new UserInputError('kind means nothing without items.', 'Leave it out.');
    }
    if (details.collaborative === true && details.public) {
      throw new UserInputError('A playlist that others may change cannot be public.', 'Choose one of both.');
    }
    // Everything is found before anything is sent: a wrong item must not leave an empty playlist behind.
    const uris = (await resolveItems(references, { ...playable, kind }, context)).map(({ uri }) => uri);
    const summary = `created ${quoted(details.name)}, ${uris.length === 0 ? 'empty' : `with ${counted(uris.length, 'item')}`}`;
    if (dry_run === true) return { outcome: 'planned' as const, summary, before: 0, after: uris.length };
    const created = await spotify.playlists.create(given(details) as typeof details, { signal });
    const uri = describeItem(created)?.uri ?? `spotify:playlist:${created.id}`;
    const undo = undoable(context, {
      tool: 'create_playlist',
      summary,
      async undo(later) {
        await later.spotify.library.remove({ uris: [uri] }, { signal: later.signal });
        return `${quoted(details.name)} is gone`;
      },
    });
    const before = `The playlist ${quoted(details.name)} was created (${uri}).`;
    const snapshot =
      (await appendInChunks({ playlistId: created.id, uris, before }, context)) ??
      textOf(fieldsOf(created).snapshot_id);
    const { total } = await readSize(created.id, context);
    const verified = total === uris.length;
    return {
      outcome: 'done' as const,
      summary: `${summary} (${uri})`,
      uri,
      before: 0,
      after: total,
      verified,
      ...given({ snapshot }),
      ...undo,
    };
  },

  text: receiptText,
});
