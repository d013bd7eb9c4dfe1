/** One request that moves a single entry: taken from `from`, put before `before`, both counted as they are at that moment. */
export interface Move {
  readonly from: number;
  readonly before: number;
}

/** The fewest single moves that bring `current` into the order of `wanted`; both hold the same values, each once. */
export function movesBetween(current: readonly number[], wanted: readonly number[]): readonly Move[] {
  const place = new Map(wanted.map((value, index) => [value, index]));
  const stays = new Set(longestRising(current.map((value) => place.get(value) ?? -1)).map((index) => wanted[index]));
  const list = [...current];
  const moves: Move[] = [];
  // From the left: everything before `index` is in place, so whatever does not stay goes right behind its predecessor.
  for (const [index, value] of wanted.entries()) {
    if (stays.has(value)) continue;
    const from = list.indexOf(value);
    const predecessor = wanted[index - 1];
    const before = predecessor === undefined ? 0 : list.indexOf(predecessor) + 1;
    if (before === from) continue;
    moves.push({ from, before });
    list.splice(from, 1);
    list.splice(before > from ? before - 1 : before, 0, value);
  }
  return moves;
}

/** The values of a longest rising subsequence, by patience sorting. */
function longestRising(values: readonly number[]): readonly number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? -1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const chain: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) chain.push(values[at] ?? 0);
  return chain.reverse();
}
