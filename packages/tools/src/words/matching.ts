import { AmbiguousError } from '../errors.js';
import type { ItemOutput } from '../outputs.js';
import { itemLine } from '../text.js';
import { comparable } from './spoken.js';

/** How many candidates an answer lists. */
const maxCandidates = 6;

/** The candidates that are called exactly so, alone or together with who made them. */
export function calledExactly(candidates: readonly ItemOutput[], name: string): readonly ItemOutput[] {
  const wanted = comparable(name);
  return candidates.filter((candidate) => {
    const title = comparable(candidate.name);
    const by = candidate.by === undefined ? [] : [candidate.by, ...candidate.by.split(', ')].map(comparable);
    const withMaker = by.flatMap((maker) => [`${title} by ${maker}`, `${title} ${maker}`, `${maker} ${title}`]);
    return [title, ...withMaker].includes(wanted);
  });
}

/** The candidates whose name holds these words. */
export function calledSimilarly(candidates: readonly ItemOutput[], name: string): readonly ItemOutput[] {
  const wanted = comparable(name);
  return candidates.filter((candidate) => comparable(candidate.name).includes(wanted));
}

/** One of each set of things that a person could not tell apart by kind, name and maker. */
export function distinct(candidates: readonly ItemOutput[]): readonly ItemOutput[] {
  const seen = new Map<string, ItemOutput>();
  for (const candidate of candidates) {
    const look = [candidate.kind, comparable(candidate.name), comparable(candidate.by ?? '')].join('\n');
    if (!seen.has(look)) seen.set(look, candidate);
  }
  return [...seen.values()];
}

/** The error that lists what may have been meant. */
export function ambiguous(message: string, candidates: readonly ItemOutput[]): AmbiguousError {
  const listed = candidates.slice(0, maxCandidates).map((candidate) => `${candidate.kind} ${itemLine(candidate)}`);
  return new AmbiguousError(message, `Give the URI of one: ${listed.join('; ')}.`);
}
