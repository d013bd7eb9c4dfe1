import { type Cache, publicScope, userScope } from '@tonearm/cache';
import type { Middleware, SpotifyCall } from '@tonearm/spotify-client';
import type { Account } from './account.js';
import { keyOf } from './cache-key.js';
import { type CacheRule, notFoundForMs, retryAfterMs, ruleOf, settlingFreshForMs } from './cache-rules.js';
import { seedsOf } from './cache-seeds.js';
import { headersToHeed } from './heed-headers.js';
import { isVerdict, outcomeOf } from './outcomes.js';
import { noteStale } from './stale-notes.js';

/** Whoever is signed in. */
interface Owner {
  readonly consent: string;
  country: string | undefined;
}

/**
 * Answers reads from the cache by the rule of their endpoint, one request for all who ask the same at the same time.
 * After a write everything that it touched is gone before the write answers, so that people read their own writes,
 * and also after a write that failed: it may have arrived.
 */
export function withCache(cache: Cache, account: Pick<Account, 'place' | 'consent'>): Middleware {
  const personal = userScope(account.place);
  let owner: Owner | undefined;

  /** Whoever is signed in now; what was known of another one is no longer. */
  async function ownerNow(): Promise<Owner> {
    const consent = await account.consent();
    if (owner?.consent !== consent) owner = { consent, country: undefined };
    return owner;
  }

  /** Spotify shows the catalogue as it is in the country of whoever asks. Until that is known, it is shared with nobody. */
  const catalogueOf = ({ country, consent }: Owner): string => `for ${country ?? `${account.place} ${consent}`}`;

  return (next) => {
    async function read(call: SpotifyCall, rule: CacheRule): Promise<unknown> {
      const { endpoint, params, options } = call;
      const whose = await ownerNow();
      const [scope, place] =
        endpoint.audience === 'user' ? [personal, whose.consent] : [publicScope, catalogueOf(whose)];
      const key = keyOf(call, place);
      const itself = `entry:${key}`;
      if (options.fresh === true) await cache.invalidateTags(scope, [itself]);
      const { value, reason, ageMs } = await cache.answer({
        scope,
        key,
        name: endpoint.name,
        freshForMs: rule.freshForMs,
        staleForMs: rule.staleForMs,
        graceMs: rule.graceMs,
        settle: { forMs: rule.settleForMs, freshForMs: settlingFreshForMs },
        jitter: 0.1,
        retryAfterMs,
        tags: [...(endpoint.provides?.(params) ?? []), itself],
        failureForMs,
        load: async ({ signal, seed, previous, conditions, heed }) => {
          const revalidate = previous && { headers: conditions(), unchanged: previous.value };
          const onHeaders = (headers: Headers): void => heed(headersToHeed(headers));
          const answer = await next({ ...call, options: { ...options, signal, revalidate, onHeaders } });
          seed(seedsOf(call, answer, catalogueOf(whose)));
          return answer;
        },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      if (endpoint.name === 'me.profile') whose.country = countryOf(value) ?? whose.country;
      if (reason !== undefined) {
        noteStale({ endpoint: endpoint.name, ageMs, reason: reason === 'refresh' ? 'refresh' : 'outage' });
      }
      return value;
    }

    async function write(call: SpotifyCall, touched: readonly string[]): Promise<unknown> {
      try {
        return await next(call);
      } finally {
        await Promise.all([personal, publicScope].map((scope) => cache.invalidateTags(scope, touched)));
      }
    }

    return async (call) => {
      const { endpoint, params } = call;
      const rule = ruleOf(endpoint);
      if (rule !== undefined) return read(call, rule);
      return endpoint.touches === undefined ? next(call) : write(call, endpoint.touches(params));
    };
  };
}

/** An old answer stands in for a Spotify that is ill, never for one that says "gone" or "not for you". */
function failureForMs(error: unknown): number | undefined {
  if (!isVerdict(error)) return undefined;
  return outcomeOf(error) === 'not_found' ? notFoundForMs : 0;
}

function countryOf(profile: unknown): string | undefined {
  const country = typeof profile === 'object' && profile !== null && 'country' in profile ? profile.country : undefined;
  return typeof country === 'string' ? country : undefined;
}
