import { InvalidParameterError } from '../errors.js';

/** Checks a base URL and gives it without a slash at its end. */
export function checkUrl(url: string, parameter: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new InvalidParameterError(`${parameter} must be an http or https URL.`, { parameter });
}
