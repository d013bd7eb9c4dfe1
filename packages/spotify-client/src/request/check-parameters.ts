import type { Limits, NamedEndpoint, ValueType } from '../endpoint.js';
import { apiPath, pathParameters } from './api-path.js';
import { unknownName } from './check-names.js';
import { checkType } from './check-type.js';
import { checkWords, invalid } from './check-words.js';
import { isRecord } from './error-body.js';

const atLeastOne: Limits = [1, Number.POSITIVE_INFINITY];
const fromZero: Limits = [0, Number.POSITIVE_INFINITY];

/** Refuses parameters that Spotify never accepts, before anything is counted, cached or sent. */
export function checkParameters(endpoint: NamedEndpoint, params: Readonly<Record<string, unknown>>): void {
  if (!isRecord(params) || Array.isArray(params)) {
    throw invalid(endpoint, 'params', 'must be an object', 'Give the parameters by name, such as { id }.');
  }
  apiPath(endpoint.path, params, endpoint.name);
  const inPath = pathParameters(endpoint.path);
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (value === undefined) continue;
    if (inPath.includes(name)) {
      checkWords(endpoint, name, value);
      continue;
    }
    const type = endpoint.types?.[name];
    const isInBody = travelsInBody(endpoint, name);
    // A name that every object inherits has something there that is no type.
    if (typeof type !== 'string') throw unknownName(endpoint, name);
    checkType(endpoint, name, value, type, isInBody);
    checkWords(endpoint, name, value);
    checkLimits(endpoint, name, value, type);
    if (endpoint.body === 'jpeg' && name === 'image') checkJpeg(endpoint, name, value);
    if (!isInBody) checkQueryValue(endpoint, name, value);
  }
}

/** Tells whether a parameter travels in the body of the request. */
export function travelsInBody(endpoint: NamedEndpoint, name: string): boolean {
  return endpoint.body === 'jpeg' ? name === 'image' : (endpoint.body?.includes(name) ?? false);
}

// Every JPEG begins with the same three bytes, which are these letters in base64.
const jpeg = /^\/9j\/[A-Za-z0-9+/]*={0,2}$/;

function checkJpeg(endpoint: NamedEndpoint, name: string, value: unknown): void {
  if (typeof value === 'string' && jpeg.test(value)) return;
  throw invalid(
    endpoint,
    name,
    'must be a JPEG as base64 text',
    'Give the bytes in base64, without `data:` before them.',
  );
}

function checkLimits(endpoint: NamedEndpoint, name: string, value: unknown, type: ValueType): void {
  const isNumber = typeof value === 'number' || type === 'integer' || type === 'number';
  const limits = endpoint.limits?.[name] ?? (isNumber ? fromZero : Array.isArray(value) ? atLeastOne : undefined);
  if (limits === undefined) return;
  const [least, most] = limits;
  const { amount, unit } = isNumber ? { amount: Number(value), unit: '' } : measure(endpoint, name, value);
  if (amount >= least && amount <= most) return;
  const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
  throw invalid(endpoint, name, `must be ${range}${unit}`);
}

function measure(endpoint: NamedEndpoint, name: string, value: unknown): { amount: number; unit: string } {
  if (Array.isArray(value)) return { amount: value.length, unit: ' entries long' };
  if (typeof value !== 'string') return { amount: Number.NaN, unit: '' };
  if (endpoint.body === 'jpeg' && name === 'image') return { amount: value.length, unit: ' characters long' };
  // Calls by name may bring a list that is joined already.
  return { amount: value === '' ? 0 : value.split(',').length, unit: ' entries long' };
}

function checkQueryValue(endpoint: NamedEndpoint, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    // Lists are joined by commas, so an entry with a comma would count as several.
    if (value.every((entry) => typeof entry === 'string' && entry !== '' && !entry.includes(','))) return;
    throw invalid(endpoint, name, 'must be a list of texts without commas');
  }
  if (typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  throw invalid(endpoint, name, 'must be a text, a number, true, false or a list of texts');
}
