import { type Cache, type CacheStatistics, type Forgotten, userScope } from '@tonearm/cache';
import { chooseFormat, createMetrics, type Exposition, type Metrics } from '@tonearm/metrics';
import { type Clock, type HealthPurpose, type HealthReport, systemClock } from '@tonearm/resilience';
import { consentEndsAt, createSpotifyClient, type SpotifyClient, type TokenSource } from '@tonearm/spotify-client';
import { accessOfMode, type LearnedMode, modeOf } from '../app-access.js';
import type { Diagnosis } from '../diagnosis.js';
import { accountOf } from './account.js';
import { type AccessMemory, accessMemory } from './app-access/access-memory.js';
import { withLessons } from './app-access/with-lessons.js';
import { type Backend, type EmbeddedEmulator, openBackend } from './backend.js';
import { longestSettleMs, maxAgeMs } from './cache-rules.js';
import { diagnoser } from './diagnose.js';
import { type CachedExplanation, explainCached } from './explain-cached.js';
import { type Pulse, runtimeHealth } from './health.js';
import { createLogger, type Logger } from './logging.js';
import { metricCatalogue, type RuntimeCatalogue } from './metric-catalogue.js';
import { observe } from './observe.js';
import { namespaceOf, type OpenCache, openCache } from './open-cache.js';
import { type Operation, recordOperation } from './operations.js';
import { outcomeOf } from './outcomes.js';
import { createPolicies } from './policies/create-policies.js';
import { limits } from './policies/limits.js';
import { reachability } from './reach.js';
import { redisInTime } from './redis-in-time.js';
import { whenReady } from './redis-when-ready.js';
import { exemplarLabels } from './request-context.js';
import { seenItems } from './seen-items.js';
import type { Settings } from './settings.js';
import { withSignInCheck } from './sign-in-watch.js';
import { silenceFile } from './silence-file.js';
import { voidSeenItems } from './void-seen-items.js';
import type { WarmName } from './warm-names.js';
import { type RuntimeWarmReport, warmAccount, warmOutcomes } from './warm-plan.js';
import { watchTokens } from './watch-tokens.js';
import { withCache } from './with-cache.js';
import { withCancellation } from './with-cancellation.js';
import { withMetrics, withQueueTime, withRequests } from './with-metrics.js';
import { minimalAnswers, withMinimalAnswer } from './with-minimal-answer.js';
import { withPolicies } from './with-policies.js';

/** What a runtime is made from. */
export interface RuntimeOptions {
  readonly settings: Settings;
  /** Makes the emulator that is used when the settings ask for one and give no URL of one. */
  readonly createEmulator?: () => Promise<EmbeddedEmulator>;
  readonly logger?: Logger;
  readonly fetch?: typeof globalThis.fetch;
  /** The version of the app, for the build metric. */
  readonly version?: string;
  /** Where to find the sign-in; the environment of the process unless said. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A cache that several runtimes share; each has one of its own unless said, and does not close a shared one. */
  readonly cache?: Cache;
  /** What is known of what the app may do; from its file unless said. */
  readonly appAccess?: AccessMemory;
  /** Called when whoever was signed in no longer is: what else was kept for them must go. */
  readonly onAccountChange?: () => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** A Spotify client that remembers, survives and counts, and what can be known about it. */
export interface Runtime {
  readonly spotify: SpotifyClient;
  readonly settings: Settings;
  readonly backend: { readonly kind: 'emulator' | 'spotify'; readonly description: string };
  readonly metrics: Metrics<RuntimeCatalogue>;
  readonly logger: Logger;
  /** What the app may do, as far as answers have told. */
  readonly appAccess: AccessMemory;
  /** The metrics as text, in the form that a scraper prefers by its `Accept` header. */
  exposeMetrics(accept?: string): Promise<Exposition>;
  cacheStatistics(): CacheStatistics;
  /**
   * How things are: whether it can do its work now, whether it is alive, or both. Goes by what the last requests met;
   * when there was none for a while it asks whether Spotify answers at all, which spends no quota.
   */
  health(purpose?: HealthPurpose): Promise<HealthReport>;
  /** The same with what its operator would want to know: pace, silences, cache, sign-in. */
  diagnose(): Promise<Diagnosis>;
  /** Counts one request of an MCP client. */
  recordOperation(operation: Operation): void;
  /** Lets go of everything that the account has left in the cache, in memory and in Redis. */
  forgetAccount(): Promise<Forgotten>;
  /** Says why the answer to a call is fresh, old or absent, in memory and in Redis. Sends nothing to Spotify. */
  explainCached(endpoint: string, params?: Readonly<Record<string, unknown>>): Promise<CachedExplanation>;
  /** How many answers Redis holds, void ones too, and how many of them are this account's; undefined when there is none or it does not answer. */
  countShared(): Promise<{ readonly entries: number; readonly personal: number } | undefined>;
  /** Lets go of everything, in memory and in Redis, for all who share it. Says whether Redis was told too. */
  clearCache(): Promise<{ readonly isComplete: boolean }>;
  /** Resolves when it is known what others have changed; false when a second later, or the time that Redis may take, it still isn't, and when there is no Redis to tell it. */
  cacheIsCertain(): Promise<boolean>;
  /** Loads in the background what the settings name, or these, and reports what is there then; the signal ends it. Never rejects. */
  warm(names?: readonly WarmName[], options?: { readonly signal?: AbortSignal }): Promise<RuntimeWarmReport>;
  close(): Promise<void>;
}

/** How long somebody who looks after the cache waits for the connection to come up. */
const certaintyPatienceMs = 1_000;

/** Puts the packages together: who is asked, what a call passes on its way, and what is heard of it. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { settings, clock = systemClock, version = 'unknown' } = options;
  const now = (): number => clock.now();
  const logger = options.logger ?? (await createLogger(settings));
  const metrics = createMetrics(metricCatalogue, { defaultMetrics: true, exemplarLabels, now });
  const { cache, redis, ...opened }: OpenCache =
    options.cache === undefined
      ? await openCache(settings, options.clock && now)
      : { cache: options.cache, close: async () => undefined };
  const account = accountOf(settings, options.env);
  const closing = new AbortController();
  // By the clock of the cache, by which it tells how old its answers are: that one goes on while the machine sleeps.
  const seen = seenItems({ maxAgeMs, settleMs: longestSettleMs, now: () => cache.moment().at });
  const appAccess = options.appAccess ?? accessMemory(settings, { env: options.env, now });
  const pulse: Pulse = {};
  const learnedAppMode = (): LearnedMode | undefined => modeOf(appAccess.known());
  const { createEmulator } = options;
  const backend = await openBackend({
    ...options,
    now,
    fetch: watchTokens(options.fetch ?? globalThis.fetch, metrics),
    createEmulator: createEmulator && (async () => watchedEmulator(await createEmulator(), metrics)),
    onAccountChange: () => {
      account.replaced();
      options.onAccountChange?.();
      return cache.forget(account.place);
    },
    onSignIn: (authorizedAt) => {
      pulse.consentEndsAt = authorizedAt === undefined ? undefined : consentEndsAt(authorizedAt);
    },
  });
  const shared = redis && whenReady(redis);
  const inTime = shared && redisInTime(shared, settings.redisWaitMs, clock);
  if (inTime !== undefined) cache.on(inTime.hear);
  const policies = createPolicies({
    pace: paceOf(settings, backend),
    ...{ clock, random: options.random },
    silences: silenceFile(settings, backend, options),
    redis: inTime && { client: inTime.client, prefix: `${namespaceOf(settings)}:limits` },
    redisWaitMs: settings.redisWaitMs,
  });
  const minimal = minimalAnswers(seen);
  const health = runtimeHealth({
    ...{ pulse, policies, clock, redis: shared, cacheStatistics: () => cache.statistics() },
    reach: reachability(backend, options.fetch, clock),
  });
  const diagnose = diagnoser({
    ...{ version, backend: backend.kind, pulse, policies, clock },
    appMode: () => (settings.appMode === 'auto' ? learnedAppMode() : settings.appMode),
    health: () => health.report(),
    cacheStatistics: () => cache.statistics(),
  });
  const stopObserving = observe({
    ...{ metrics, logger, cache, policies, clock, fallback: minimal, health: () => health.report() },
    consentEndsAt: () => pulse.consentEndsAt,
  });
  const stopVoiding = cache.on(voidSeenItems(seen, account.place));

  const spotifyCache = withCache(cache, account, {
    ...{ isSilent: policies.isSilent, seen },
    ...(inTime && { redis: { ...inTime, expect: policies.expect } }),
  });
  const spotify = createSpotifyClient({
    token: watched(backend.token, pulse),
    // The policies time every attempt; the client's own limit only stands behind them.
    timeoutMs: 2 * limits.attemptMs,
    userAgent: `tonearm/${version}`,
    appMode: settings.appMode,
    learnedAppMode,
    onNotice: (notice) => {
      if (notice.type === 'learned') appAccess.learn(accessOfMode(notice.appMode));
      logger.info(notice, 'Spotify offers this app less than others, and calls go another way.');
    },
    ...(backend.apiUrl === undefined ? {} : { apiUrl: backend.apiUrl }),
    ...(backend.fetch === undefined ? {} : { fetch: backend.fetch }),
    // The way of a call, from the outside in.
    middleware: [
      withSignInCheck(backend.checkSignIn),
      withMinimalAnswer(minimal, seen),
      withMetrics(metrics, now),
      withCancellation(),
      spotifyCache.middleware,
      withQueueTime(now),
      withPolicies(policies.policy),
      withRequests(metrics, now, (request) => {
        pulse.lastOutcome = request.outcome;
        pulse.lastOutcomeAt = now();
        logger.debug(request, 'request');
      }),
      withLessons(appAccess),
    ],
  });
  metrics.gauge('buildInfo').set(1, { version, backend: backend.kind });
  logger.debug({ backend: backend.description, policies: policies.policy.describe().split('\n') }, 'runtime ready');

  return {
    spotify,
    settings,
    backend: { kind: backend.kind, description: backend.description },
    ...{ metrics, logger, appAccess },
    exposeMetrics: (accept) => metrics.text(chooseFormat(accept)),
    cacheStatistics: () => cache.statistics(),
    health: (purpose) => health.report(purpose),
    diagnose,
    recordOperation: (operation) => recordOperation(metrics, logger, operation),
    forgetAccount: () => cache.forget(account.place),
    explainCached: (endpoint, params = {}) => explainCached(cache, spotifyCache, endpoint, params),
    async countShared() {
      const [entries, personal] = await Promise.all([cache.countShared(), cache.countShared(userScope(account.place))]);
      return entries === undefined || personal === undefined ? undefined : { entries, personal };
    },
    async clearCache() {
      await cache.clear();
      return { isComplete: (cache.statistics().shared?.pending ?? 0) === 0 };
    },
    async cacheIsCertain() {
      if (cache.statistics().shared === undefined) return false;
      const endsAt = performance.now() + Math.max(certaintyPatienceMs, settings.redisWaitMs);
      for (;;) {
        if (await cache.catchUp()) return true;
        if (performance.now() >= endsAt) return false;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async warm(names = settings.warm, { signal = closing.signal } = {}) {
      const either = AbortSignal.any([closing.signal, signal]);
      const { redisWaitMs } = settings;
      const report = await warmAccount({ cache, spotifyCache, signal: either, redisWaitMs }, names);
      for (const outcome of warmOutcomes) metrics.counter('warmed').add(report[outcome].length, { outcome });
      logger.debug(report, 'warmed');
      return report;
    },
    close: async () => {
      closing.abort(new Error('the runtime was closed'));
      stopObserving();
      stopVoiding();
      await opened.close();
    },
  };
}

/** Nobody's limits are met on an emulator of our own, unless somebody wants to see how it would be. */
function paceOf({ appMode }: Settings, { isEmbedded }: Backend): 'careful' | 'extended' {
  return appMode === 'extended' || (isEmbedded && appMode === 'auto') ? 'extended' : 'careful';
}

function watchedEmulator(
  { fetch, ...emulator }: EmbeddedEmulator,
  metrics: Metrics<RuntimeCatalogue>,
): EmbeddedEmulator {
  return { ...emulator, fetch: watchTokens(fetch, metrics) };
}

/** Remembers whether tokens can be had, for the health check. */
function watched(source: TokenSource, pulse: Pulse): TokenSource {
  const watch = async (token: Promise<string>): Promise<string> => {
    try {
      const value = await token;
      delete pulse.tokenProblem;
      return value;
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome !== 'aborted') pulse.tokenProblem = `no token can be had: ${outcome}`;
      throw error;
    }
  };
  return {
    token: (options) => watch(source.token(options)),
    refresh: (rejected, options) => watch(source.refresh?.(rejected, options) ?? source.token(options)),
  };
}
