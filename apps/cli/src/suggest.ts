import { nearest } from '@tonearm/tools';

/** "Did you mean …?", or what to look at when nothing is near. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? otherwise : `Did you mean ${candidate}?`;
}
