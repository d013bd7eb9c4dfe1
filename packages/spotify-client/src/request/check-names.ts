import type { NamedEndpoint } from '../endpoint.js';
import type { InvalidParameterError } from '../errors.js';
import { pathParameters } from './api-path.js';
import { invalid } from './check-words.js';

/** Refuses parameters of which one is missing, or is a text that says nothing, that Spotify cannot do without. */
export function checkRequired(
  endpoint: NamedEndpoint,
  required: readonly string[],
  params: Readonly<Record<string, unknown>>,
): void {
  for (const name of required) {
    const value = params[name];
    if (value === undefined) throw invalid(endpoint, name, 'is missing', `Give it by name: { ${name}: … }.`);
    if (typeof value === 'string' && value.trim() === '') throw invalid(endpoint, name, 'is empty');
  }
}

/** The error for a parameter that a row does not have: Spotify would not look at it. */
export function unknownName(endpoint: NamedEndpoint, name: string): InvalidParameterError {
  const known = [...pathParameters(endpoint.path), ...Object.keys(endpoint.types ?? {})];
  return invalid(endpoint, name, `is unknown to ${endpoint.name}`, knownLike(known, name.slice(0, 3)));
}

/** Says which names there are: those that begin so, where there are any. */
export function knownLike(known: readonly string[], beginning: string): string {
  const near = known.filter((one) => one.startsWith(beginning));
  return `Known: ${(near.length > 0 ? near : known).join(', ') || 'none'}.`;
}
