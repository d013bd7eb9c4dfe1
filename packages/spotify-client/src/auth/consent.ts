import type { TokenSet } from './token-source.js';

const dayMs = 86_400_000;

/** When Spotify ends a consent, in milliseconds since 1970: six months after it was given, however often it was used. */
export function consentEndsAt(authorizedAt: number): number {
  const end = new Date(authorizedAt);
  end.setUTCMonth(end.getUTCMonth() + 6);
  // A month without such a day ends with its last one.
  if (end.getUTCDate() !== new Date(authorizedAt).getUTCDate()) end.setUTCDate(0);
  return end.getTime();
}

/** How many whole days a consent has left, 0 when it has ended; undefined when it is not known when it was given. `now` is in milliseconds since 1970. */
export function consentDaysLeft({ authorizedAt }: TokenSet, now: number = Date.now()): number | undefined {
  const endsAt = authorizedAt === undefined ? Number.NaN : consentEndsAt(authorizedAt);
  return Number.isNaN(endsAt) ? undefined : Math.max(0, Math.floor((endsAt - now) / dayMs));
}
