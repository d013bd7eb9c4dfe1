import { boundOf, type HeaderSource } from '@tonearm/cache';

/**
 * What the headers of an answer say that is worth hearing. Spotify writes `max-age=0` to nearly everything, also to what
 * never changes, so that says nothing, and our own table decides; a limit of more than that holds, however much of it has
 * passed, as do `no-store`, `no-cache`, `must-revalidate` and entity tags.
 */
export function headersToHeed(headers: HeaderSource): HeaderSource {
  const bound = boundOf({ get: (name) => (name === 'age' ? null : headers.get(name)) });
  // Whoever demands to be asked again allows nothing old.
  if (bound === undefined || bound === 'no-store' || bound.freshForMs > 0 || bound.graceMs === 0) return headers;
  return { get: (name) => (name === 'cache-control' || name === 'expires' ? null : headers.get(name)) };
}
