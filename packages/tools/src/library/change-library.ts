import { given } from '../inputs.js';
import { counted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { askFirst } from '../writes/confirm.js';
import { inChunks } from '../writes/in-chunks.js';
import { type Receipt, whileUndoable } from '../writes/receipt.js';

/** Spotify takes no more URIs than this per request. */
const chunkSize = 40;

/** What to save or to remove. */
export interface LibraryChange {
  readonly tool: string;
  readonly action: 'save' | 'remove';
  readonly uris: readonly string[];
  /** What a person would call it, where it is one thing and its name is known. */
  readonly called?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly confirm?: string | undefined;
}

const words = {
  save: { past: 'saved', were: 'were saved', already: 'saved already', ask: 'Save', undone: 'not saved any more' },
  remove: { past: 'removed', were: 'were removed', already: 'not saved', ask: 'Remove', undone: 'saved again' },
} as const;

/** Saves or removes what is not yet as it should be, and looks whether it is so afterwards. */
export async function changeLibrary(change: LibraryChange, context: ToolContext): Promise<Receipt> {
  const { tool, action } = change;
  const uris = [...new Set(change.uris)];
  const wanted = action === 'save';
  const is = await readSaved(uris, context);
  const todo = uris.filter((uri) => is.get(uri) !== wanted);
  const before = uris.filter((uri) => is.get(uri)).length;
  const after = wanted ? uris.length : 0;
  const skipped = uris.length - todo.length;
  const named = todo.length === 1 ? (change.called ?? todo[0]) : counted(todo.length, 'item');
  const summary = `${words[action].past} ${named}${skipped === 0 ? '' : `, ${skipped} ${skipped === 1 ? 'was' : 'were'} ${words[action].already}`}`;
  const facts = { summary, before, after };
  if (todo.length === 0) {
    return {
      ...facts,
      outcome: 'unchanged',
      summary: `${counted(uris.length, 'item')} ${uris.length === 1 ? 'is' : 'are'} ${words[action].already}`,
    };
  }
  if (change.dryRun === true) return { ...facts, outcome: 'planned' };
  if (action === 'remove') {
    const plan = { question: `${words.remove.ask} ${named} from the library`, facts: todo };
    const consent = await askFirst(plan, change.confirm, context);
    if (!consent.given) return { ...facts, outcome: 'needs_confirmation', confirm: consent.confirm };
  }
  const undoing = {
    tool,
    summary,
    // None of them was as it was to be: however many came to be so, they were otherwise before.
    async undo(later: ToolContext) {
      await write(wanted ? 'remove' : 'save', todo, later);
      return `${counted(todo.length, 'item is', 'items are')} ${words[action].undone}`;
    },
  };
  const { undo } = await whileUndoable(context, undoing, () => write(action, todo, context));
  const now = await readSaved(todo, context, { fresh: true });
  const landed = todo.filter((uri) => now.get(uri) === wanted).length;
  const isThere = wanted ? before + landed : before - landed;
  return { ...facts, after: isThere, outcome: 'done', verified: landed === todo.length, ...given(undo) };
}

async function write(action: 'save' | 'remove', uris: readonly string[], context: ToolContext): Promise<void> {
  const { library } = context.spotify;
  await inChunks(
    {
      entries: uris,
      size: chunkSize,
      done: words[action].were,
      goOn: () => 'Call it again with all of them: what is done already is skipped.',
      run: async (chunk) => {
        if (action === 'save') await library.save({ uris: chunk }, { signal: context.signal });
        else await library.remove({ uris: chunk }, { signal: context.signal });
      },
    },
    context,
  );
}

/** Tells of each URI whether it is saved or followed. */
export async function readSaved(
  uris: readonly string[],
  { spotify, signal, progress }: ToolContext,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<ReadonlyMap<string, boolean>> {
  const saved = new Map<string, boolean>();
  for (let start = 0; start < uris.length; start += chunkSize) {
    const chunk = uris.slice(start, start + chunkSize);
    const answers = await spotify.library.contains({ uris: chunk }, { signal, fresh });
    for (const [index, uri] of chunk.entries()) saved.set(uri, answers[index] === true);
    if (uris.length > chunkSize) progress?.({ done: saved.size, total: uris.length, message: 'looked at' });
  }
  return saved;
}
