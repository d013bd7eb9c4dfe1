import { InvalidParameterError } from '../errors.js';

/** Checks a base URL and gives it without a slash at its end. */
export function checkUrl(url: string, parameter: string): string {
  // What would come after a question mark or a hash sign is no path.
  if (URL.canParse(url) && /^https?:[^?#]+$/i.test(url)) return url.replace(/\/+$/, '');
  throw new InvalidParameterError(`${parameter} must be an http or https URL without a query.`, { parameter });
}
