import { listEndpoints } from '@tonearm/spotify-client';
import { ToolError } from '../../errors.js';
import { nearest } from '../../nearest.js';

/** The scopes to ask a person for: what is needed, and what was asked for beside it. Throws a ToolError for one that does not exist. */
export function wantedScopes(needed: readonly string[], more: readonly string[] = []): readonly string[] {
  const known = new Set<string>(listEndpoints().flatMap(({ scopes }) => scopes));
  for (const scope of more) {
    if (known.has(scope)) continue;
    const guess = nearest(scope, [...known]);
    throw new ToolError(
      'usage',
      `There is no scope "${scope}".`,
      guess === undefined ? `Scopes: ${[...known].sort().join(', ')}` : `Did you mean ${guess}?`,
    );
  }
  return [...new Set([...needed, ...more])].sort();
}
