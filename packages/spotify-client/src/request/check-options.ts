import type { TokenSource } from '../auth/token-source.js';
import { InvalidParameterError } from '../errors.js';

// Timers take no more, and would end at once: nearly 25 days.
const longestMs = 2_147_483_647;

/** Refuses a time that no timer can wait for. */
export function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || (timeoutMs > 0 && timeoutMs <= longestMs)) return;
  throw new InvalidParameterError(`The option timeoutMs must be more than 0 and at most ${longestMs}.`, {
    parameter: 'timeoutMs',
    hint: 'Give milliseconds; left out, it is what is usual.',
  });
}

/** Refuses what gives no token, before the first call finds out. */
export function checkSource(token: TokenSource | string | undefined): void {
  if (typeof token === 'string' || typeof token?.token === 'function') return;
  throw new InvalidParameterError('The option token must be an access token or an object with token().', {
    parameter: 'token',
    hint: 'Give the text of a token, or what clientCredentials(), refreshingToken() or storedToken() gives.',
  });
}
