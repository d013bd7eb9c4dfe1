import type { Pieces } from '../world/gradual.js';
import { standsAnywhere } from './words.js';

/** Different names, folded, and from each word the names that it stands in. */
export interface NameIndex {
  readonly names: readonly string[];
  /** All words, sorted. */
  readonly words: readonly string[];
  /** The names with word `w` stand from `starts[w]` to `starts[w + 1]`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/** More words than bits in a number are not looked for. */
const mostWords = 32;
const namesInPiece = 1_000;

/** Makes the index of folded names. */
export function* createNameIndex(names: readonly string[]): Pieces<NameIndex> {
  const namesOf = new Map<string, number[]>();
  let count = 0;
  for (const [place, name] of names.entries()) {
    if (place % namesInPiece === 0) yield;
    for (const word of new Set(name.split(' '))) {
      const those = namesOf.get(word);
      if (those) those.push(place);
      else namesOf.set(word, [place]);
      count += 1;
    }
  }
  const words = [...namesOf.keys()].sort(compare);
  const starts = new Uint32Array(words.length + 1);
  const postings = new Uint32Array(count);
  for (const [place, word] of words.entries()) {
    const those = namesOf.get(word) ?? [];
    postings.set(those, starts[place]);
    starts[place + 1] = (starts[place] ?? 0) + those.length;
  }
  return { names, words, starts, postings };
}

/** The words that are looked for. */
export function askedWords(words: readonly string[]): readonly string[] {
  return words.slice(0, mostWords);
}

/** What `wordMasks` says of a name in which all words stand. */
export function wholeMask({ length }: readonly string[]): number {
  return length === mostWords ? -1 : 2 ** length - 1;
}

/** For each name one bit for every word that stands in it. */
export function wordMasks(index: NameIndex, words: readonly string[]): Int32Array {
  const masks = new Int32Array(index.names.length);
  for (const [place, word] of words.entries()) {
    for (const [from, to] of rangesOf(index, word)) {
      for (let posting = from; posting < to; posting += 1) {
        const name = index.postings[posting] ?? 0;
        masks[name] = (masks[name] ?? 0) | (1 << place);
      }
    }
  }
  return masks;
}

/** The postings of all words that a word of a query meets, as ranges. */
function rangesOf({ words, starts }: NameIndex, word: string): readonly (readonly [from: number, to: number])[] {
  if (standsAnywhere(word)) {
    return words.flatMap((each, place) =>
      each.includes(word) ? [[starts[place] ?? 0, starts[place + 1] ?? 0] as const] : [],
    );
  }
  const first = firstAtOrAfter(words, word);
  const end = firstAtOrAfter(words, `${word}\uffff`);
  return first === end ? [] : [[starts[first] ?? 0, starts[end] ?? 0]];
}

function firstAtOrAfter(words: readonly string[], wanted: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(words[middle], wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
