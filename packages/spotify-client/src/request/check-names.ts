import type { NamedEndpoint } from '../endpoint.js';
import { parametersOf } from '../parameters-of.js';
import { hintForMissing } from './api-path.js';
import { invalid } from './check-words.js';

type Params = Readonly<Record<string, unknown>>;

/** Refuses parameters of which one is missing that Spotify cannot do without. */
export function checkRequired(endpoint: NamedEndpoint, required: readonly string[], params: Params): void {
  for (const name of required) {
    if (params[name] === undefined) throw invalid(endpoint, name, 'is missing', hintForMissing(name));
  }
}

/** Refuses parameters that a row does not have: who calls by name has no compiler that would. */
export function checkNames(endpoint: NamedEndpoint, params: Params): void {
  const { required, optional } = parametersOf(endpoint);
  const known = [...required, ...optional];
  for (const name of Object.keys(params)) {
    if (params[name] === undefined || known.includes(name)) continue;
    const near = known.filter((one) => one.startsWith(name.slice(0, 3)));
    const hint = `Known: ${(near.length > 0 ? near : known).join(', ') || 'none'}.`;
    throw invalid(endpoint, name, `is unknown to ${endpoint.name}`, hint);
  }
}
