import type { ToolContext } from '../tool.js';

/** Suggests values for what somebody has begun to type, the likeliest first. */
export type Completer = (begun: string, context: ToolContext) => readonly string[] | Promise<readonly string[]>;

/** A protocol's limit, and more than anybody reads. */
const mostValues = 100;

/** Suggests those of a few words that begin so, or hold it. */
export function oneOf(words: readonly string[]): Completer {
  return (begun) => fitting(words, begun);
}

/** Suggests for the last part of a list with commas, and keeps what stands before it. */
export function listOfThese(completer: Completer): Completer {
  return async (begun, context) => {
    const last = begun.lastIndexOf(',') + 1;
    const before = begun.slice(0, last);
    const values = await completer(begun.slice(last).trim(), context);
    return values.map((value) => (before === '' ? value : `${before} ${value}`));
  };
}

/** Those words that hold what was begun, in any case: first the ones that begin with it. */
export function fitting(words: readonly string[], begun: string): readonly string[] {
  const wanted = begun.trim().toLowerCase();
  const fits = [...new Set(words)].filter((word) => word.toLowerCase().includes(wanted));
  const beginsSo = (word: string): number => (word.toLowerCase().startsWith(wanted) ? 0 : 1);
  return fits.sort((left, right) => beginsSo(left) - beginsSo(right)).slice(0, mostValues);
}
