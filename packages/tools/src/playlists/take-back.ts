import { UserInputError } from '../errors.js';
import { counted, quoted } from '../text.js';
import type { ToolContext } from '../tool.js';
import { applySteps } from './change-contents.js';
import type { Contents, Entry } from './contents.js';
import { planChange } from './plan-change.js';

/** Takes back an addition: keeps what `keep` names. Without `keep` the playlist has changed too much to know what was added. */
export async function changeQuietly(
  now: Contents,
  keep: ((entry: Entry, index: number) => boolean) | undefined,
  context: ToolContext,
): Promise<string> {
  if (keep === undefined) {
    throw new UserInputError(
      `${quoted(now.name)} was changed since, so what was added cannot be told from the rest.`,
      'Look at it with get_playlist, and remove with remove_from_playlist.',
    );
  }
  const before = now.entries.map(({ uri }) => uri);
  const wanted = now.entries.flatMap((entry, index) => (keep(entry, index) ? [index] : []));
  await applySteps(now.id, planChange(before, wanted), context);
  return `${quoted(now.name)} holds ${counted(wanted.length, 'item')} again`;
}
