import { isOutage, outcomeOf } from '../outcomes.js';
import { limits } from './limits.js';

/** A call that was refused for its pace was not carried out, so even a POST may be sent again; after an outage nobody knows. */
export function mayTryAgain(error: unknown, { idempotent }: { readonly idempotent: boolean }): boolean {
  if (outcomeOf(error) === 'rate_limited') return (retryAfterOf(error) ?? 0) < limits.quotaFromMs;
  return idempotent && isOutage(error);
}

/** An answer that refuses tells that Spotify is well; what never left, or was given up, tells nothing. */
export function saysIll(error: unknown): boolean | undefined {
  if (isOutage(error)) return true;
  return typeof error === 'object' && error !== null && 'status' in error ? false : undefined;
}

/** How long all calls must be silent after an error, in milliseconds. */
export function rateSilence(error: unknown): number | undefined {
  if (outcomeOf(error) !== 'rate_limited') return undefined;
  const silenceMs = retryAfterOf(error) ?? 1000;
  return silenceMs < limits.quotaFromMs ? silenceMs : undefined;
}

/** How long the calls of one quota group must be silent after an error, in milliseconds. */
export function quotaSilence(error: unknown): number | undefined {
  const code = outcomeOf(error);
  const silenceMs = retryAfterOf(error);
  if (code === 'quota_exceeded') return silenceMs ?? limits.unknownQuotaMs;
  return code === 'rate_limited' && silenceMs !== undefined && silenceMs >= limits.quotaFromMs ? silenceMs : undefined;
}

function retryAfterOf(error: unknown): number | undefined {
  const known = typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof known === 'number' ? known : undefined;
}
