import type { NamedEndpoint } from '@tonearm/spotify-client';
import type { Tool } from '@tonearm/tools';
import { usageError } from '../errors.js';
import { didYouMean } from '../suggest.js';

/** The scopes to ask for: what the commands need, and what was asked for beside it. */
export function wantedScopes(
  tools: readonly Tool[],
  more: readonly string[],
  endpoints: readonly NamedEndpoint[],
): readonly string[] {
  const known = new Set<string>(endpoints.flatMap(({ scopes }) => scopes));
  for (const scope of more) {
    if (!known.has(scope)) {
      throw usageError(
        `There is no scope "${scope}".`,
        didYouMean(scope, [...known], `Scopes: ${[...known].sort().join(', ')}`),
      );
    }
  }
  return [...new Set([...tools.flatMap(({ scopes }) => scopes), ...more])].sort();
}
