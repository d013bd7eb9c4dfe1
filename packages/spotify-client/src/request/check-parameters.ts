import type { NamedEndpoint } from '../endpoint.js';
import { pathParameters, pathValue } from './api-path.js';
import { checkLimits, checkTogether } from './check-limits.js';
import { checkRequired, unknownName } from './check-names.js';
import { checkType } from './check-type.js';
import { checkWords, invalid } from './check-words.js';
import { isRecord } from './error-body.js';

/** Refuses parameters that Spotify never accepts, before anything is counted, cached or sent. */
export function checkParameters(endpoint: NamedEndpoint, params: Readonly<Record<string, unknown>>): void {
  if (!isRecord(params) || Array.isArray(params)) {
    throw invalid(endpoint, 'params', 'must be an object', 'Give the parameters by name, such as { id }.');
  }
  const { path, required, together } = endpoint;
  const inPath = pathParameters(path);
  checkRequired(endpoint, inPath, params);
  if (required !== undefined) checkRequired(endpoint, required, params);
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (value === undefined) continue;
    if (inPath.includes(name)) pathValue(name, value, endpoint.name);
    else checkValue(endpoint, name, value);
    checkWords(endpoint, name, value);
  }
  if (together !== undefined) checkTogether(endpoint, together, params);
}

/** Tells whether a parameter travels in the body of the request. */
export function travelsInBody(endpoint: NamedEndpoint, name: string): boolean {
  return endpoint.body === 'jpeg' ? name === 'image' : (endpoint.body?.includes(name) ?? false);
}

function checkValue(endpoint: NamedEndpoint, name: string, value: unknown): void {
  const type = endpoint.types?.[name];
  // A name that every object inherits has something there that is no type.
  if (typeof type !== 'string') throw unknownName(endpoint, name);
  const isInBody = travelsInBody(endpoint, name);
  checkType(endpoint, name, value, type, isInBody);
  checkLimits(endpoint, name, value, type);
  const problem = endpoint.checks?.[name]?.(value);
  if (problem !== undefined) throw invalid(endpoint, name, problem);
  // Lists in a query are joined by commas, so an entry with a comma would count as several.
  if (!isInBody && Array.isArray(value) && !value.every(isEntry)) {
    throw invalid(endpoint, name, 'must be a list of texts without commas');
  }
}

function isEntry(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes(',');
}
