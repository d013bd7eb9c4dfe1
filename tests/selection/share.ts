import { tools } from '@tonearm/tools';
import { lined } from '../tokens/table.ts';
import { createRanking } from './rank.ts';
import requests from './requests.json' with { type: 'json' };

type Request = (typeof requests)[number];

/** How many of the first tools somebody would try. */
const mostTried = 3;

const rank = createRanking(tools);

/** What a search for tools gets to see: BM25 compares words, so of another language its meaning in English. */
export const wordsOf = ({ request, english }: Request): string => english ?? request;

/** Where the right tool stands among all of them, from 0. */
const placeOf = (request: Request): number => {
  const place = rank(wordsOf(request)).indexOf(request.tool);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
};

/** The requests whose tool is not among those that would be tried. */
export const missed = (): readonly Request[] => requests.filter((request) => placeOf(request) >= mostTried);

/** Which part of the requests finds its tool first, and which within the first three; from 0 to 1. */
export function shares(some: readonly Request[] = requests): { readonly first: number; readonly tried: number } {
  const places = some.map(placeOf);
  const share = (most: number): number => places.filter((place) => place < most).length / places.length;
  return { first: share(1), tried: share(mostTried) };
}

/** The shares as a table in Markdown: of all requests, and by language. */
export function shareTable(): string {
  const languages = [...new Set(requests.map(({ language }) => language))];
  const row = (name: string, some: readonly Request[]): readonly string[] => {
    const { first, tried } = shares(some);
    return [name, String(some.length), percent(first), percent(tried)];
  };
  return lined([
    ['language', 'requests', 'found first', 'among the first three'],
    row('all', requests),
    ...languages.map((each) =>
      row(
        each,
        requests.filter(({ language }) => language === each),
      ),
    ),
  ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
