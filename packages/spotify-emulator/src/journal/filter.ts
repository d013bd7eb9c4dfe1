import { meetsStars } from '../http/stars.js';
import type { JournalEntry } from './journal.js';

/** Which requests are meant; everything that is said has to be so. */
export interface JournalFilter {
  /** Spotify's name of an operation. */
  readonly operation?: string;
  readonly method?: string;
  /** A path as it was sent, with or without /v1; a star stands for anything. */
  readonly path?: string;
  readonly user?: string;
  /** A status, or its first digit with two x: `4xx`. */
  readonly status?: number | string;
  /** Requests that no operation has. */
  readonly unmatched?: boolean;
  /** Requests since a moment, in milliseconds since 1970 by the emulator's clock. */
  readonly since?: number;
}

/** Whether an entry is meant. */
export function passes(entry: JournalEntry, filter: JournalFilter): boolean {
  const { operation, method, path, user, status, unmatched, since } = filter;
  return (
    (operation === undefined || entry.operation === operation) &&
    (method === undefined || entry.method === method.toUpperCase()) &&
    (path === undefined || meetsStars(path, entry.path)) &&
    (user === undefined || entry.user === user) &&
    (status === undefined || hasStatus(entry.status, String(status))) &&
    (unmatched === undefined || (entry.operation === undefined) === unmatched) &&
    (since === undefined || entry.at >= since)
  );
}

function hasStatus(status: number, wanted: string): boolean {
  return /^\dxx$/.test(wanted) ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}
