import type { NamedEndpoint, ValueType } from '../endpoint.js';
import { invalid } from './check-words.js';
import { isRecord } from './error-body.js';

/** What a value has to be, in words, and how that is seen. */
const types: Readonly<Record<ValueType, readonly [words: string, fits: (value: unknown) => boolean]>> = {
  integer: ['a whole number', Number.isSafeInteger],
  number: ['a number', Number.isFinite],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  string: ['a text', (value) => typeof value === 'string'],
  array: ['a list', Array.isArray],
  object: ['an object', (value) => isRecord(value) && !Array.isArray(value)],
};

/** Refuses a value that is of another type than its row says. */
export function checkType(
  endpoint: NamedEndpoint,
  name: string,
  value: unknown,
  type: ValueType,
  isInBody: boolean,
): void {
  const [words, fits] = types[type];
  if (fits(value)) return;
  if (typeof value !== 'string') throw invalid(endpoint, name, `must be ${words}`);
  // A query holds nothing but texts, and calls by name may bring what a person typed; a body tells them apart.
  if (!isInBody && fits(typed(value, type))) return;
  throw invalid(endpoint, name, `must be ${words}`, isInBody ? `A text is not ${words}.` : undefined);
}

/** What a text in a query says. */
function typed(text: string, type: ValueType): unknown {
  if (type === 'array') return text.split(',');
  if (type === 'boolean') return /^(true|false)$/.test(text) || undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
