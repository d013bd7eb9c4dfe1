import type { TokenSource } from '../auth/token-source.js';
import { InvalidParameterError } from '../errors.js';

// Timers take no more, and would end at once: nearly 25 days.
const longestMs = 2_147_483_647;

/** Refuses a time that no timer can wait for. */
export function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= longestMs)) return;
  throw wrong(
    'timeoutMs',
    `must be more than 0 and at most ${longestMs}`,
    'Give milliseconds; left out, it is what is usual.',
  );
}

/** Refuses what gives no token, before the first call finds out. */
export function checkSource(token: TokenSource | string | undefined): void {
  if (typeof token === 'string' || typeof token?.token === 'function') return;
  throw wrong(
    'token',
    'must be an access token or an object with token()',
    'Give the text of a token, or what clientCredentials(), refreshingToken() or storedToken() gives.',
  );
}

/** Gives the fetch that is to be used: the given one, or the platform's. Without any, each call would look like a lost connection. */
export function fetchOf(given: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  const fetch = given ?? globalThis.fetch;
  if (typeof fetch === 'function') return fetch;
  throw wrong('fetch', "must be a function like the platform's fetch", 'Left out, it is the one of the platform.');
}

/** Refuses a name that no header can carry. */
export function checkUserAgent(userAgent: string | undefined): void {
  if (userAgent === undefined || isText(userAgent, /^[\x20-\x7e\xa0-\xff]*$/)) return;
  throw wrong('userAgent', 'must be a text on one line, in the letters of Western Europe', 'Write it like my-app/1.0.');
}

/** A language as the header has it. */
export function languageOf(locale: string): string {
  if (isText(locale, /^[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*$/)) return locale.replaceAll('_', '-');
  throw wrong('locale', 'is no language', 'Write es or es-MX.');
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function wrong(parameter: string, problem: string, hint: string): InvalidParameterError {
  return new InvalidParameterError(`The option ${parameter} ${problem}.`, { parameter, hint });
}
