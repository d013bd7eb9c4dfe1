import { fold } from './query.js';
import { standsAnywhere } from './words.js';

/** What a search has to know of all things of a kind: numbers in columns, and from each word the things that have it. */
export interface Column {
  readonly size: number;
  /** Which of the names a thing has. */
  readonly nameIds: Uint32Array;
  /** All different names, folded. */
  readonly names: readonly string[];
  readonly popularity: Uint8Array;
  /** All words, sorted. */
  readonly words: readonly string[];
  /** The things of word `w` stand from `starts[w]` to `starts[w + 1]`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/** Numbers for words, and names taken apart once however often they are used. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();

  /** The numbers of the words of a folded name. */
  wordsOf(folded: string): readonly number[] {
    if (folded === '') return [];
    return folded.split(' ').map((word) => {
      const id = this.#ids.get(word) ?? this.#ids.size;
      this.#ids.set(word, id);
      return id;
    });
  }

  list(): readonly string[] {
    return [...this.#ids.keys()];
  }
}

/** Different names, each kept and folded once. */
export class NameTable {
  readonly folded: string[] = [];
  readonly words: (readonly number[])[] = [];
  readonly #ids = new Map<string, number>();
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const folded = fold(name);
    this.folded.push(folded);
    this.words.push(this.#vocabulary.wordsOf(folded));
    this.#ids.set(name, this.#ids.size);
    return this.#ids.size - 1;
  }
}

/** What a column is made of; `wordsOf` names the words of a thing, in several lists that may repeat each other. */
export interface ColumnFacts {
  readonly size: number;
  readonly nameIds: Uint32Array;
  readonly names: NameTable;
  readonly popularity: Uint8Array;
  readonly vocabulary: Vocabulary;
  wordsOf(index: number): readonly (readonly number[])[];
}

/** Makes a column: one pass counts what each word has, the second writes it down. */
export function createColumn({ size, nameIds, names, popularity, vocabulary, wordsOf }: ColumnFacts): Column {
  const unsorted = vocabulary.list();
  const counts = new Uint32Array(unsorted.length);
  const lastSeen = new Int32Array(unsorted.length).fill(-1);
  const each = (visit: (word: number, index: number) => void): void => {
    lastSeen.fill(-1);
    for (let index = 0; index < size; index += 1) {
      for (const words of wordsOf(index)) {
        for (const word of words) {
          if (lastSeen[word] === index) continue;
          lastSeen[word] = index;
          visit(word, index);
        }
      }
    }
  };
  each((word) => {
    counts[word] = (counts[word] ?? 0) + 1;
  });
  const order = unsorted.map((_, word) => word).sort((one, other) => compare(unsorted[one], unsorted[other]));
  const starts = new Uint32Array(order.length + 1);
  const next = new Uint32Array(order.length);
  for (const [place, word] of order.entries()) {
    next[word] = starts[place] ?? 0;
    starts[place + 1] = (starts[place] ?? 0) + (counts[word] ?? 0);
  }
  const postings = new Uint32Array(starts[order.length] ?? 0);
  each((word, index) => {
    postings[next[word] ?? 0] = index;
    next[word] = (next[word] ?? 0) + 1;
  });
  const words = order.map((word) => unsorted[word] ?? '');
  return { size, nameIds, names: names.folded, popularity, words, starts, postings };
}

/** The postings of all words that a word of a query meets, as ranges. */
export function rangesOf({ words, starts }: Column, word: string): readonly (readonly [from: number, to: number])[] {
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
