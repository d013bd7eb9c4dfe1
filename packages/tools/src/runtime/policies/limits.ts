import type { TokenBucketSettings } from '@tonearm/resilience';

/** The numbers: how long anything may take, and how much may happen. */
export const limits = {
  /** An assistant gives up after a minute; the answer must be there before. */
  callMs: 45_000,
  /** So that a call can have all its attempts. */
  attemptMs: 12_000,
  /** With less time left an attempt is not begun: a command that nobody waits for any more would still be carried out. */
  leastAttemptMs: 500,
  attempts: 3,
  /** A silence that Spotify asks for is waited for up to this long, by all together; beyond, calls fail at once. */
  cooldownMs: 20_000,
  /** Spotify's "wait for hours" means a quota, whatever word comes with it. */
  quotaFromMs: 30_000,
  /** When a quota is used up and Spotify does not say for how long. */
  unknownQuotaMs: 3_600_000,
  /** How long a call waits for the file in which other processes leave what they have learned; for Redis as long as the settings say. */
  storeMs: 250,
  /** How long a permit that was fetched before it is needed is good for: while it is, what comes back to the bucket adds to it. */
  permitMs: 250,
  concurrentCalls: 4,
  /** One place is kept free for the player. */
  concurrentOtherCalls: 3,
  /** What nobody waits for leaves room for people. */
  concurrentBackgroundCalls: 1,
  waitingCalls: 200,
  /** How long the circuit stays open, also after a probe that failed: one request in ten seconds is no burden, and nobody waits longer than that for a Spotify that is well again. */
  circuitOpenMs: 10_000,
  /** A call that is not answered after so long at the latest is not coming back: something holds the places. */
  stuckAfterMs: 120_000,
  /** A turn of the event loop takes a millisecond; where turns take so long, nothing is answered in time any more. */
  turnMs: 1_000,
  /** A consent ends six months after it was given; from so long before on, health speaks of it. */
  consentWarningMs: 1_209_600_000,
} as const;

/**
 * Spotify publishes no figures. In Development Mode refusals begin at about ninety requests in its rolling window of
 * thirty seconds: what is saved up and what comes back in that time together stay just below.
 */
export const rates: Readonly<Record<'careful' | 'extended', Required<TokenBucketSettings>>> = {
  careful: { ratePerSecond: 2.3, burst: 20 },
  extended: { ratePerSecond: 20, burst: 50 },
};
