import type { TokenSource } from '../auth/token-source.js';
import { InvalidParameterError } from '../errors.js';

// Timers take no more, and would end at once: nearly 25 days.
const longestMs = 2_147_483_647;

/** Refuses a time that no timer can wait for. */
export function checkTimeout(timeoutMs: number | undefined, endpoint?: string): void {
  if (timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= longestMs)) return;
  throw invalidOption('timeoutMs', `must be more than 0 and at most ${longestMs}`, 'Give milliseconds.', endpoint);
}

/** Refuses what gives no token, before the first call finds out. */
export function checkSource(token: TokenSource | string | undefined): void {
  if (typeof token === 'string' || typeof token?.token === 'function') return;
  throw invalidOption(
    'token',
    'must be an access token or an object with token()',
    'Give a token, clientCredentials(), refreshingToken() or storedToken().',
  );
}

/** Gives the fetch that is to be used: the given one, or the platform's. Without any, each call would look like a lost connection. */
export function fetchOf(given: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  const fetch = given ?? globalThis.fetch;
  if (typeof fetch === 'function') return fetch;
  throw invalidOption('fetch', 'must be a function', "Leave it out for the platform's.");
}

/** Refuses what calls cannot pass, before they are to. */
export function checkMiddleware(middleware: unknown): void {
  if (Array.isArray(middleware) && middleware.every((one) => typeof one === 'function')) return;
  throw invalidOption('middleware', 'must be a list of functions', 'Give [one].');
}

/** Refuses a name that no header can carry. */
export function checkUserAgent(userAgent: string | undefined): void {
  if (userAgent === undefined || isText(userAgent, /^[\x20-\x7e\xa0-\xff]*$/)) return;
  throw invalidOption('userAgent', 'must be one line in Latin-1', 'Write it like my-app/1.0.');
}

/** A language as the header has it. */
export function languageOf(locale: string): string {
  if (isText(locale, /^[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*$/)) return locale.replaceAll('_', '-');
  throw invalidOption('locale', 'is no language', 'Write es or es-MX.');
}

/** Refuses what is no signal. */
export function checkSignal(signal: AbortSignal | undefined, endpoint?: string): void {
  if (signal === undefined || typeof signal?.addEventListener === 'function') return;
  throw invalidOption('signal', 'must be an AbortSignal', 'Give controller.signal.', endpoint);
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

/** The error for an option that cannot be right, of a client or of a call; it repeats no value. */
export function invalidOption(
  parameter: string,
  problem: string,
  hint: string,
  endpoint?: string,
): InvalidParameterError {
  return new InvalidParameterError(`The option ${parameter} ${problem}.`, { parameter, endpoint, hint });
}
