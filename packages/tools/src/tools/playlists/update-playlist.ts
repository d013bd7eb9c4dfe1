import { z } from 'zod';
import { UserInputError } from '../../errors.js';
import { dryRun, given, item } from '../../inputs.js';
import { fieldsOf } from '../../outputs.js';
import { resolveOwnPlaylist } from '../../playlists/own-playlist.js';
import { oneLine, quoted } from '../../text.js';
import { defineTool, type Tool } from '../../tool.js';
import { undoable } from '../../writes/receipt.js';

const details = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  public: z.boolean().optional(),
  collaborative: z.boolean().optional(),
});

/** Changes what a playlist is called and who sees it. */
export const updatePlaylist: Tool = defineTool({
  name: 'update_playlist',
  title: 'Rename or describe a playlist',
  description:
    'Renames a playlist of the person, changes or clears its description, makes it public, private or collaborative. Contents: add_to_playlist.',
  toolset: 'playlists',
  effect: 'write',
  idempotent: true,
  input: () =>
    z.strictObject({
      playlist: item(),
      name: z.string().trim().min(1).max(100).optional(),
      description: z.string().trim().max(300).optional().describe('Empty text clears it'),
      public: z.boolean().optional(),
      collaborative: z.boolean().optional(),
      ...dryRun,
    }),
  output: () =>
    z.object({
      outcome: z.enum(['done', 'unchanged', 'planned']),
      uri: z.string(),
      before: details,
      after: details,
      verified: z.boolean().optional(),
      undo: z.string().optional(),
    }),
  scopes: ['playlist-modify-public', 'playlist-modify-private'],
  command: { path: ['playlist', 'edit'], positionals: ['playlist'] },

  async run({ playlist: reference, dry_run, ...wanted }, context) {
    const { spotify, signal } = context;
    const asked = given(wanted);
    if (Object.keys(asked).length === 0) throw new UserInputError('Nothing to change was given.', 'Give a name, say.');
    const { id, uri } = await resolveOwnPlaylist(reference, context);
    const read = async () => detailsOf(await spotify.playlists.get({ playlist_id: id }, { signal, fresh: true }));
    const before = await read();
    const changes = Object.fromEntries(
      Object.entries(asked).filter(([key, value]) => Reflect.get(before, key) !== value),
    );
    if (Object.keys(changes).length === 0) return { outcome: 'unchanged' as const, uri, before, after: before };
    if (dry_run === true) return { outcome: 'planned' as const, uri, before, after: { ...before, ...changes } };
    await spotify.playlists.update({ playlist_id: id, ...changes }, { signal });
    const after = await read();
    // Spotify is known to go on showing a playlist as public after it was made private.
    const verified = Object.entries(changes).every(([key, value]) => Reflect.get(after, key) === value);
    const undo = undoable(context, {
      tool: 'update_playlist',
      summary: `changed ${Object.keys(changes).join(', ')} of ${quoted(before.name ?? '')}`,
      async undo(later) {
        const back = Object.fromEntries(Object.keys(changes).map((key) => [key, Reflect.get(before, key)]));
        await later.spotify.playlists.update({ playlist_id: id, ...back }, { signal: later.signal });
        return `${quoted(before.name ?? '')} is as before`;
      },
    });
    return { outcome: 'done' as const, uri, before, after, verified, ...undo };
  },

  text({ outcome, uri, before, after, verified }) {
    const changed = Object.entries(after)
      .filter(([key, value]) => Reflect.get(before, key) !== value)
      .map(
        ([key, value]) =>
          `${key}: ${oneLine(JSON.stringify(Reflect.get(before, key)))} → ${oneLine(JSON.stringify(value))}`,
      );
    if (outcome === 'unchanged') return `Nothing to do: ${uri} is like that already.`;
    if (outcome === 'planned') return `Would change ${uri}: ${changed.join('; ')}. Nothing was sent.`;
    const doubt = verified === false ? ' Spotify took it, but does not show all of it (yet).' : '';
    return `Changed ${uri}: ${changed.join('; ')}.${doubt}`;
  },
});

function detailsOf(playlist: unknown): z.output<typeof details> {
  const { name, description, public: isPublic, collaborative } = fieldsOf(playlist);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    description: typeof description === 'string' ? description : '',
    ...(typeof isPublic === 'boolean' ? { public: isPublic } : {}),
    ...(typeof collaborative === 'boolean' ? { collaborative } : {}),
  };
}
