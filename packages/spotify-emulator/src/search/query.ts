/** What somebody looks for: loose words, and filters such as `artist:` or `year:`. */
export interface SearchQuery {
  readonly words: readonly string[];
  readonly filters: ReadonlyMap<string, string>;
}

const filterNames = ['album', 'artist', 'track', 'year', 'upc', 'isrc', 'genre', 'tag'];
const filterPattern = new RegExp(`\\b(${filterNames.join('|')}):\\s*("[^"]*"|\\S+)`, 'gi');

/** Reads a query as people type it. */
export function parseQuery(written: string): SearchQuery {
  const filters = new Map<string, string>();
  const rest = written.replace(filterPattern, (_, name: string, value: string) => {
    filters.set(name.toLowerCase(), fold(value.replaceAll('"', '')));
    return ' ';
  });
  return {
    words: fold(rest)
      .split(' ')
      .filter((word) => word !== ''),
    filters,
  };
}

/** Letters that Unicode does not take apart, as people without them on the keyboard write them. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ß', 'ss'],
]);

/** Lower case, without accents and punctuation, so that people need not type either. */
export function fold(text: string): string {
  // Most names are plain, and a whole catalogue is folded when it is first searched.
  if (/^[ -~]*$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[ıłøđðþæœß]/g, (letter) => plainLetters.get(letter) ?? letter)
    .replace(/[^\p{Letter}\p{Number}\p{Mark}]+/gu, ' ')
    .trim();
}
