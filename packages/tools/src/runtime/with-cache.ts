import type { Cache, Scope } from '@tonearm/cache';
import type { Middleware, SpotifyCall } from '@tonearm/spotify-client';
import { type CacheRule, cacheRules } from './cache-rules.js';
import { isVerdict } from './outcomes.js';

/** Whose answers they are. */
export interface CacheOwner {
  /** A name for the account that needs no request: the backend and the profile. */
  readonly account: string;
}

/**
 * Answers reads from the cache by the rule of their endpoint, one request for all who ask the same at the same time.
 * After a write everything that it touched is gone before the write answers, so that people read their own writes,
 * and also after a write that failed: it may have arrived.
 */
export function withCache(cache: Cache, { account }: CacheOwner): Middleware {
  const personal: Scope = { kind: 'user', user: account };
  const everybody: Scope = { kind: 'public' };
  return (next) => async (call) => {
    const { endpoint, params, options } = call;
    const rule = ruleOf(call);
    if (rule !== undefined) {
      const scope = endpoint.audience === 'user' ? personal : everybody;
      const key = keyOf(call);
      const itself = `entry:${key}`;
      return cache.getOrLoad({
        scope,
        key,
        name: endpoint.name,
        ...rule,
        tags: [...(endpoint.provides?.(params) ?? []), itself],
        load: async ({ signal }) => {
          try {
            return await next({ ...call, options: { ...options, signal } });
          } catch (error) {
            // An old answer stands in for a Spotify that is ill, never for one that says "gone" or "not for you".
            if (isVerdict(error)) cache.invalidateTags(scope, [itself]);
            throw error;
          }
        },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    }
    if (endpoint.touches === undefined) return next(call);
    try {
      return await next(call);
    } finally {
      const tags = endpoint.touches(params);
      for (const scope of [personal, everybody]) cache.invalidateTags(scope, tags);
    }
  };
}

function ruleOf({ endpoint }: SpotifyCall): CacheRule | undefined {
  const { method, volatility } = endpoint;
  return method !== 'GET' || volatility === undefined || volatility === 'live' ? undefined : cacheRules[volatility];
}

/** Two calls share a key only if they are the same call: the order of lists counts, the order of names does not. */
export function keyOf({ endpoint, params }: Pick<SpotifyCall, 'params'> & { endpoint: { name: string } }): string {
  return `${endpoint.name} ${JSON.stringify(sorted(params))}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, entry]) => [name, sorted(entry)]),
  );
}
