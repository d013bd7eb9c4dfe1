import { invalidOption } from './check-options.js';

/** Checks a base URL and gives it without a slash at its end. */
export function checkUrl(url: string, parameter: string): string {
  // What would come after a question mark or a hash sign is no path, and a password before an at sign would be in every error.
  if (URL.canParse(url) && /^https?:[^?#@]+$/i.test(url)) return url.replace(/\/+$/, '');
  throw invalidOption(parameter, 'must be an http or https URL', 'Give it without a query or password.');
}
