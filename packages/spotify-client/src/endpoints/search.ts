import type { AnswerByType } from '../answer-by-type.js';
import { defineEndpoint } from '../endpoint.js';
import { listed } from '../listed.js';
import type { SearchResults, SearchType } from '../models/search.js';
import { playlistsFieldShape } from '../request/one-shape.js';
import { asksForFewer, type MarketParams, marketTypes, type PageParams, pageTypes } from './parameters.js';

interface SearchParams extends MarketParams, PageParams {
  /** Words, and filters such as `artist:` `album:` `track:` `year:` `genre:` `isrc:`; for albums also `upc:` `tag:new` `tag:hipster`. */
  readonly q: string;
  /** What to search for; each type gets its own page of `limit` hits. */
  readonly type: readonly SearchType[];
  /** Marks content that is hosted elsewhere as playable. */
  readonly include_external?: 'audio' | undefined;
}

/** One page of hits for each type that was asked for, as far as that is known beforehand. */
interface Hits extends AnswerByType {
  readonly answer: this['type'] extends readonly SearchType[] ? HitsOf<this['type']> : SearchResults;
}

type HitsOf<Types extends readonly SearchType[]> = number extends Types['length']
  ? SearchResults
  : Every<Types> extends true
    ? Required<Pick<SearchResults, `${Types[number]}s`>>
    : SearchResults;

// Whether each entry is one word, and not one of several.
type Every<Types extends readonly SearchType[]> = false extends {
  [Place in keyof Types]: IsOne<Types[Place], Types[Place]>;
}[number]
  ? false
  : true;

type IsOne<Each, All> = Each extends unknown ? ([All] extends [Each] ? true : false) : never;

/** What can be asked of the search. */
export const search = {
  /** Searches the catalogue; Development Mode gives at most 10 hits a page. */
  search: defineEndpoint<SearchParams, Hits>()({
    method: 'GET',
    path: '/search',
    scopes: [],
    access: 'everyone',
    // Episodes among the hits tell where the asking person stopped listening.
    audience: 'user',
    types: { q: 'string', type: 'array', include_external: 'string', ...marketTypes, ...pageTypes },
    required: ['q', 'type'],
    limits: { limit: [1, 50], offset: [0, 1000] },
    choices: {
      type: ['album', 'artist', 'playlist', 'track', 'show', 'episode', 'audiobook'],
      include_external: ['audio'],
    },
    nextSteps: asksForFewer,
    shape: playlistsFieldShape,
    volatility: 'fast',
    // Their own playlists are among the hits; the catalogue is not theirs to change.
    provides: ({ type }) => (listed(type).includes('playlist') ? ['my:playlists'] : []),
  }),
};
