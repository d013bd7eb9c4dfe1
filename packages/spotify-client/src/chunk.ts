import { InvalidParameterError } from './errors.js';

/** Splits a list into lists of at most `size` entries, in order: for calls that take only so many. */
export function chunk<Entry>(entries: readonly Entry[], size: number): readonly (readonly Entry[])[] {
  if (!Number.isInteger(size) || size < 1) {
    throw new InvalidParameterError('The parameter size must be a whole number from 1.', { parameter: 'size' });
  }
  const count = Math.ceil(entries.length / size);
  return Array.from({ length: count }, (_, index) => entries.slice(index * size, (index + 1) * size));
}
