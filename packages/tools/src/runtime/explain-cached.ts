import type { Cache, Explanation } from '@tonearm/cache';
import { listEndpoints } from '@tonearm/spotify-client';
import { UserInputError } from '../errors.js';
import { type CacheRule, ruleOf } from './cache-rules.js';
import type { SpotifyCache } from './with-cache.js';

/** Why the answer to a call is fresh, old or absent. */
export interface CachedExplanation {
  /** The row of the endpoint table. */
  readonly endpoint: string;
  readonly key: string;
  /** How old it may be. */
  readonly rule: CacheRule;
  /** Each tier; `shared` only with a Redis. */
  readonly memory: Explanation['memory'];
  readonly shared?: Explanation['shared'];
}

/** Explains what the cache has for a call; sends nothing, and changes nothing. Throws for rows that are never kept. */
export async function explainCached(
  cache: Cache,
  spotifyCache: SpotifyCache,
  name: string,
  params: Readonly<Record<string, unknown>>,
): Promise<CachedExplanation> {
  const endpoint = listEndpoints().find((row) => row.name === name);
  if (endpoint === undefined) {
    throw new UserInputError(`There is no endpoint "${name}".`, 'Look at: tonearm api --list');
  }
  const [rule, question] = [ruleOf(endpoint), await spotifyCache.questionOf({ endpoint, params, options: {} })];
  if (rule === undefined || question === undefined) {
    throw new UserInputError(`Answers of ${name} are never kept.`, 'Ask for a reading endpoint, such as albums.get.');
  }
  const { memory, shared } = await cache.explain(question.scope, question.key, question);
  return { endpoint: name, key: question.key, rule, memory, ...(shared && { shared }) };
}
