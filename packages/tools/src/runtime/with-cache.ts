import { type Cache, type GetOrLoadOptions, publicScope, type Scope, userScope } from '@tonearm/cache';
import type { Expectation } from '@tonearm/resilience';
import { type Middleware, priorityNow, type Send, type SpotifyCall } from '@tonearm/spotify-client';
import type { Account } from './account.js';
import { keyOf } from './cache-key.js';
import { notFoundForMs, retryAfterMs, ruleOf, settlingFreshForMs } from './cache-rules.js';
import { seedsOf } from './cache-seeds.js';
import { headersToHeed } from './heed-headers.js';
import { isAboutAsker, isVerdict, outcomeOf } from './outcomes.js';
import { withOwnLimit } from './own-limit.js';
import { isRaised, priorityOf } from './priority-of.js';
import type { RedisInTime } from './redis-in-time.js';
import type { SeenItems } from './seen-items.js';
import { noteStale } from './stale-notes.js';

/** The cache as calls of Spotify use it. */
export interface SpotifyCache {
  /**
   * Answers reads by the rule of their endpoint, one request for all who ask the same at the same time. After a write
   * everything that it touched is gone before the write answers, so that people read their own writes, and also after a
   * write that failed: it may have arrived.
   */
  readonly middleware: Middleware;
  /** What the cache is asked for a call; undefined for writes, and for what is never kept. */
  questionOf(call: SpotifyCall): Promise<GetOrLoadOptions<unknown> | undefined>;
}

/** Whoever is signed in. */
interface Owner {
  readonly consent: string;
  country: string | undefined;
}

/** What a call asks the cache, and on whose behalf. */
interface Asked {
  readonly question: GetOrLoadOptions<unknown>;
  readonly whose: Owner;
}

/** Where answers are kept. */
export interface Shelf {
  readonly scope: Scope;
  /** What tells the answers on it from those that others in the same scope are given. */
  readonly place: string;
}

/** What else is known besides the cache. */
export interface CacheSurroundings {
  /** Whether it is known that an endpoint can't be asked now. */
  readonly isSilent?: (endpoint: string) => boolean;
  /** The Redis that the policies ask, too; left out where there is none. */
  readonly redis?: PoliciesRedis;
  /** Sees every answer that is given to somebody, and how old it is. */
  readonly seen?: Pick<SeenItems, 'now' | 'see'>;
}

const seesNothing: Required<CacheSurroundings>['seen'] = { now: () => 0, see: () => undefined };

/** What of a Redis the policies ask for a call, so that it can be asked at the same time as the cache asks it. */
export interface PoliciesRedis extends Pick<RedisInTime, 'unlessSoon' | 'wait'> {
  /** Begins to ask what a call of this endpoint has to know before it may begin. */
  expect(endpoint: string): Expectation;
}

/** Puts a cache in front of Spotify, for one account. */
export function withCache(
  cache: Cache,
  account: Pick<Account, 'place' | 'consent'>,
  { isSilent = () => false, redis, seen = seesNothing }: CacheSurroundings = {},
): SpotifyCache {
  const personal = userScope(account.place);
  let owner: Owner | undefined;
  let send: Send | undefined;

  /** Whoever is signed in now; what was known of another one is no longer. */
  async function ownerNow(): Promise<Owner> {
    const consent = await account.consent();
    if (owner?.consent !== consent) owner = { consent, country: undefined };
    return owner;
  }

  const privateShelf = ({ consent }: Owner): Shelf => ({ scope: personal, place: consent });
  /** Spotify shows the catalogue as it is in the country of whoever asks. Until that is known it is kept as theirs, and goes with them. */
  const catalogueShelf = (whose: Owner): Shelf =>
    whose.country === undefined ? privateShelf(whose) : { scope: publicScope, place: `for ${whose.country}` };

  function learn({ endpoint }: SpotifyCall, value: unknown, whose: Owner): void {
    if (endpoint.name === 'me.profile') whose.country = countryOf(value) ?? whose.country;
  }

  async function ask(call: SpotifyCall): Promise<Asked | undefined> {
    const { endpoint, options } = call;
    const rule = ruleOf(endpoint);
    if (rule === undefined) return undefined;
    const whose = await ownerNow();
    const { scope, place } = endpoint.audience === 'user' ? privateShelf(whose) : catalogueShelf(whose);
    const key = keyOf(call, place);
    const question: GetOrLoadOptions<unknown> = {
      ...{ scope, key, name: endpoint.name, failureForMs, retryAfterMs, jitter: 0.1 },
      ...{ freshForMs: rule.freshForMs, staleForMs: rule.staleForMs, graceMs: rule.graceMs },
      settle: { forMs: rule.settleForMs, freshForMs: settlingFreshForMs },
      tags: tagsOf(call),
      ...(priorityNow(options.priority) === 'background' && { isBackground: true }),
      // What is everybody's is not gone since somebody may not ask for it.
      ...(scope.kind === 'public' && { asker: { id: `${account.place} ${whose.consent}`, isMeant: isAboutAsker } }),
      load: async (context) => {
        const sendOn = send;
        if (sendOn === undefined) throw new TypeError('The middleware of the cache is in use nowhere');
        const { signal, seed, previous, conditions, heed } = context;
        const revalidate = previous && { headers: conditions(), unchanged: previous.value };
        const onHeaders = (headers: Headers): void => heed(headersToHeed(headers));
        const priority = priorityOf(options, context);
        const loading = {
          ...call,
          options: { ...options, timeoutMs: undefined, priority, signal, revalidate, onHeaders },
        };
        const answer = await sendOn(loading).catch((error: unknown) => {
          if (outcomeOf(error) !== 'deadline' || !isRaised(options.priority, priority)) throw error;
          // It has waited its time away in the background, and somebody has come meanwhile who has time.
          return sendOn(loading);
        });
        learn(call, answer, whose);
        seed(seedsOf(call, answer, catalogueShelf(whose)));
        return answer;
      },
      // A Redis that is quick is not asked for a permit that the answer of the cache may spare.
      ...(redis && { meanwhile: (asked) => redis.unlessSoon(asked, () => redis.expect(endpoint.name)) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
    return { question, whose };
  }

  async function read(call: SpotifyCall, { question, whose }: Asked): Promise<unknown> {
    const { endpoint, options } = call;
    const begunAt = seen.now();
    const { value, reason, ageMs } = await withOwnLimit(call, (patience) => {
      const limited = { ...question, ...patience };
      return options.fresh === true ? cache.reload(limited) : cache.answer(limited);
    });
    learn(call, value, whose);
    // Never later than this call began: what was forgotten since is not remembered again, though it was loaded afterwards.
    seen.see(value, { askedAt: Math.min(begunAt, seen.now() - ageMs), tags: voidingTagsOf(call) });
    if (reason !== undefined) {
      // What is refreshed behind, or loaded on when somebody would wait no longer, is up to date in a moment, unless it is known
      // already that it can't be.
      const isRefreshed = reason !== 'error' && !isSilent(endpoint.name);
      noteStale({ endpoint: endpoint.name, ageMs, reason: isRefreshed ? 'refresh' : 'outage' });
    }
    return value;
  }

  /** What is never kept is seen all the same. */
  async function unkept(call: SpotifyCall, next: Send): Promise<unknown> {
    const askedAt = seen.now();
    const answer = await next(call);
    if (call.endpoint.method === 'GET') seen.see(answer, { askedAt, tags: voidingTagsOf(call) });
    return answer;
  }

  async function write(call: SpotifyCall, next: Send, touched: readonly string[]): Promise<unknown> {
    const expected = redis?.expect(call.endpoint.name);
    // Not waited for here: a pause must not be overtaken on its way to its place in the line.
    const leftMs = expected && redis?.wait(expected.ready);
    try {
      return await next(call);
    } finally {
      expected?.over();
      // Void in this process before this returns. The others are told before it returns, too, as long as that and all that
      // Redis was asked before takes no longer than a call may wait for it; else behind the answer.
      const told = Promise.all([personal, publicScope].map((scope) => cache.invalidateTags(scope, touched)));
      await (redis === undefined ? told : redis.wait(told, await leftMs));
    }
  }

  return {
    questionOf: async (call) => (await ask(call))?.question,
    middleware(next) {
      send = next;
      return async (call) => {
        const asked = await ask(call);
        if (asked !== undefined) return read(call, asked);
        const { endpoint, params } = call;
        return endpoint.touches === undefined ? unkept(call, next) : write(call, next, endpoint.touches(params));
      };
    },
  };
}

function tagsOf({ endpoint, params }: SpotifyCall): readonly string[] {
  return endpoint.provides?.(params) ?? [];
}

/** What makes void what an answer says. Nothing does so for what the search says of playlists: its index may not know of a change for long. */
function voidingTagsOf(call: SpotifyCall): readonly string[] {
  return call.endpoint.name === 'search.search' ? [] : tagsOf(call);
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
