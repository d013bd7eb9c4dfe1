import type { Tool } from '@tonearm/tools';
import MiniSearch from 'minisearch';

/** Names count more than what is said of a tool: they are what clients that search for tools look at first. */
const boost = { name: 2, title: 1.5 };

/** Ranks tools for a request by BM25 over their names, titles and descriptions; the best one first. */
export function createRanking(tools: readonly Tool[]): (request: string) => readonly string[] {
  const index = new MiniSearch({ fields: ['name', 'title', 'description'], idField: 'tool', processTerm: stem });
  index.addAll(
    tools.map(({ name, title, description }) => ({ tool: name, name: name.replaceAll('_', ' '), title, description })),
  );
  return (request) => index.search(request, { boost }).map(({ id }) => String(id));
}

/** Words that are in every request and say nothing of what is wanted. */
const empty = new Set(
  'a an and are as at be by can do does for from have how i in into is it its me my of on or please that the them there these they this to was were what when which who with you'.split(
    ' ',
  ),
);

/** Words as a search for tools compares them: no case, no plural, none that say nothing. Nothing else is guessed. */
function stem(term: string): string | undefined {
  const word = term.toLowerCase();
  if (empty.has(word)) return undefined;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
