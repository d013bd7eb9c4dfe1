import type { Window } from './findings.js';
import type { Column } from './music-columns.js';
import { askedWords } from './name-index.js';
import type { SearchQuery } from './query.js';

const highestScore = 1_100;

/** Room to work in, as large as a column, so that a search need not ask for new memory. */
interface Scratch {
  readonly found: Uint32Array;
  readonly scores: Uint16Array;
}

const scratches = new WeakMap<Column, Scratch>();

/** Says of the place of a thing whether a filter lets it through. */
export type Passes = (index: number) => boolean;

/** The places of what a query finds, best first, and how many there are: nearness of the name first, then popularity, then order. */
export function rank(
  column: Column,
  { words }: Pick<SearchQuery, 'words'>,
  filters: readonly Passes[],
  { offset, limit }: Window,
): { readonly total: number; readonly places: readonly number[] } {
  const scratch = scratchOf(column);
  const { found, scores } = scratch;
  const asked = askedWords(words);
  const closeness = closenessOf(column, asked.join(' '));
  const counts = new Uint32Array(highestScore);
  const hasFilters = filters.length > 0;
  let total = 0;
  column.scan(asked, (index) => {
    if (hasFilters && !filters.every((passes) => passes(index))) return;
    const score = closeness(column.nameIds[index] ?? 0) + (column.popularity[index] ?? 0);
    found[total] = index;
    scores[total] = score;
    counts[score] = (counts[score] ?? 0) + 1;
    total += 1;
  });
  return { total, places: window(scratch, counts, total, offset, limit) };
}

/** How near a name is to what was asked; each different name is looked at once. */
function closenessOf({ names: { names } }: Column, wanted: string): (nameId: number) => number {
  const known = new Int16Array(names.length).fill(-1);
  return (nameId) => {
    const before = known[nameId] ?? -1;
    if (before >= 0) return before;
    const name = names[nameId] ?? '';
    const closeness = name === wanted ? 1000 : name.startsWith(wanted) ? 500 : name.includes(wanted) ? 200 : 0;
    known[nameId] = closeness;
    return closeness;
  };
}

/** Every score is a bucket: it is known where each begins, so nothing has to be sorted. */
function window(
  { found, scores }: Scratch,
  counts: Uint32Array,
  total: number,
  offset: number,
  limit: number,
): readonly number[] {
  const next = new Uint32Array(highestScore);
  for (let score = highestScore - 2; score >= 0; score -= 1) {
    next[score] = (next[score + 1] ?? 0) + (counts[score + 1] ?? 0);
  }
  const places: number[] = [];
  for (let candidate = 0; candidate < total; candidate += 1) {
    const score = scores[candidate] ?? 0;
    const position = next[score] ?? 0;
    next[score] = position + 1;
    if (position >= offset && position < offset + limit) places[position - offset] = found[candidate] ?? 0;
  }
  return places;
}

function scratchOf(column: Column): Scratch {
  const known = scratches.get(column);
  if (known) return known;
  const { size } = column;
  const scratch = { found: new Uint32Array(size), scores: new Uint16Array(size) };
  scratches.set(column, scratch);
  return scratch;
}
