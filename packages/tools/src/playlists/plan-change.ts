import { UserInputError } from '../errors.js';
import { type Move, movesBetween } from './moves.js';

/** What a playlist shall hold: entries that it holds, by their place now, and new URIs. */
export type Wanted = readonly (number | string)[];

/** Requests that make it so, in order. */
export type Step =
  | { readonly kind: 'remove'; readonly uris: readonly string[] }
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'add'; readonly uris: readonly string[]; readonly position: number }
  | { readonly kind: 'replace'; readonly uris: readonly string[] };

/** Spotify takes no more URIs than this per request. */
const perRequest = 100;

/** Up to here, steps that keep the dates of what stays are worth more requests than replacing everything. */
const worthwhileSteps = 25;

/**
 * Finds the steps from what a playlist holds to what it shall hold. Removing, moving and adding keep the dates at which the
 * rest was added; replacing loses them, so it is chosen only when it saves many requests. Local files and things that are gone
 * can be moved, but neither added nor removed by anybody: a change that would need that is refused.
 */
export function planChange(before: readonly string[], wanted: Wanted): readonly Step[] {
  const gentle = gentleSteps(before, wanted);
  const uris = wanted.map((entry) => (typeof entry === 'number' ? (before[entry] ?? '') : entry));
  const canReplace = uris.every(isAddable);
  if (gentle !== undefined && (gentle.length <= worthwhileSteps || !canReplace)) return gentle;
  const replacing = replaceSteps(uris);
  if (gentle !== undefined && gentle.length <= replacing.length) return gentle;
  if (canReplace) return replacing;
  throw new UserInputError(
    'The playlist holds local files or things that are gone, which nobody can take out from outside.',
    'Remove them in Spotify itself, then try again.',
  );
}

/** Whether Spotify lets anybody add or remove this from outside. */
export function isAddable(uri: string): boolean {
  return uri !== '' && !uri.startsWith('spotify:local:');
}

/** Everything in place of what was there: the first hundred by replacing, the rest by adding. */
function replaceSteps(uris: readonly string[]): readonly Step[] {
  return [{ kind: 'replace', uris: uris.slice(0, perRequest) }, ...addSteps(uris.slice(perRequest), perRequest)];
}

function gentleSteps(before: readonly string[], wanted: Wanted): readonly Step[] | undefined {
  const kept = new Set(wanted.filter((entry) => typeof entry === 'number'));
  const removed = new Set(before.filter((_, index) => !kept.has(index)));
  if (![...removed].every(isAddable)) return undefined;
  // Spotify removes every occurrence of a URI: those that were to stay are added again.
  const survives = (entry: number | string): entry is number =>
    typeof entry === 'number' && !removed.has(before[entry] ?? '');
  const remaining = before.map((_, index) => index).filter(survives);
  const moves = movesBetween(remaining, wanted.filter(survives));
  return [
    ...removeSteps([...removed]),
    ...moves.map((move): Step => ({ kind: 'move', move })),
    ...additions(before, wanted, survives),
  ];
}

function removeSteps(uris: readonly string[]): readonly Step[] {
  return chunks(uris).map((chunk) => ({ kind: 'remove', uris: chunk }));
}

/** Each run of neighbours that are new goes in at its final place, from the left. */
function additions(
  before: readonly string[],
  wanted: Wanted,
  survives: (entry: number | string) => boolean,
): readonly Step[] {
  const steps: Step[] = [];
  let run: string[] = [];
  for (const [index, entry] of [...wanted, undefined].entries()) {
    if (entry !== undefined && !survives(entry)) run.push(typeof entry === 'number' ? (before[entry] ?? '') : entry);
    else if (run.length > 0) {
      steps.push(...addSteps(run, index - run.length));
      run = [];
    }
  }
  return steps;
}

function addSteps(uris: readonly string[], position: number): readonly Step[] {
  return chunks(uris).map((chunk, index) => ({ kind: 'add', uris: chunk, position: position + index * perRequest }));
}

function chunks(uris: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(uris.length / perRequest) }, (_, index) =>
    uris.slice(index * perRequest, (index + 1) * perRequest),
  );
}
