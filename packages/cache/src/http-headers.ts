import type { Validator } from './entry.js';
import type { Freshness } from './freshness.js';

/** Anything that headers can be read from, such as `response.headers`. */
export interface HeaderSource {
  get(name: string): string | null | undefined;
}

/**
 * What `cache-control`, `age`, `expires` and `date` allow a private cache, in the sense of RFC 9111 and RFC 5861.
 * Undefined when they say nothing about it: then the rule of whoever asks holds alone.
 */
export function boundOf(headers: HeaderSource): Freshness | 'no-store' | undefined {
  const directives = parseCacheControl(headers.get('cache-control') ?? '');
  if (directives.has('no-store')) return 'no-store';
  const lifetimeMs = directives.has('no-cache') ? 0 : lifetimeOf(directives, headers);
  if (lifetimeMs === undefined) return undefined;
  const freshForMs = Math.max(0, lifetimeMs - (secondsOf(headers.get('age')) ?? 0));
  // Whoever demands to be asked again is asked again: nothing old is given, whatever happens.
  if (directives.has('must-revalidate') || directives.has('no-cache')) return { freshForMs, staleForMs: 0, graceMs: 0 };
  const staleForMs = secondsOf(directives.get('stale-while-revalidate'));
  const graceMs = secondsOf(directives.get('stale-if-error'));
  return {
    freshForMs,
    ...(staleForMs !== undefined && { staleForMs }),
    ...(graceMs !== undefined && { graceMs }),
  };
}

/** What the next request can be compared by. */
export function validatorOf(headers: HeaderSource): Validator | undefined {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  if (!etag && !lastModified) return undefined;
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

/** The headers that ask only for what has changed; an etag says more than a date and goes alone. */
export function conditions(validator: Validator | undefined): Readonly<Record<string, string>> {
  if (validator?.etag !== undefined) return { 'if-none-match': validator.etag };
  return validator?.lastModified === undefined ? {} : { 'if-modified-since': validator.lastModified };
}

function lifetimeOf(directives: ReadonlyMap<string, string>, headers: HeaderSource): number | undefined {
  if (directives.has('max-age')) return secondsOf(directives.get('max-age')) ?? 0;
  const expires = headers.get('expires');
  if (expires === null || expires === undefined) return undefined;
  // Both are of the origin's clock, so that ours does not matter. What is no date has expired.
  const lifetimeMs = Date.parse(expires) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(lifetimeMs) ? 0 : Math.max(0, lifetimeMs);
}

function parseCacheControl(text: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(/([\w-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,]*)))?/g)) {
    const known = directives.get(name.toLowerCase());
    // Said twice, the first one counts.
    if (known === undefined) directives.set(name.toLowerCase(), quoted ?? plain ?? '');
  }
  return directives;
}

/** Seconds as milliseconds; undefined for what is no number of seconds. */
function secondsOf(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) * 1_000 : undefined;
}
