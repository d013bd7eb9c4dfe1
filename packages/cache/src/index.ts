export type { StoreProblem } from './ask-store.js';
export type { LoadMany, LoadManyContext } from './batch.js';
export type { Answer, Asker, Cache, CacheOptions, Forgotten, GetOrLoadOptions, Invalidated } from './cache.js';
export { type Codec, jsonCodec } from './codec.js';
export { createCache } from './create-cache.js';
export type { Validator } from './entry.js';
export {
  CacheClosedError,
  InvalidOptionError,
  LoadManyError,
  LoadTimeoutError,
  StoreUnavailableError,
  UnwritableValueError,
} from './errors.js';
export { type CacheEvent, type EntryEvent, eventChannelName } from './events.js';
export type { Explanation, TierExplanation } from './explain.js';
export type { Freshness } from './freshness.js';
export { boundOf, type HeaderSource } from './http-headers.js';
export type { LoadContext, Seed } from './load-context.js';
export type { GetManyOptions, GetOrLoadManyOptions, ManyValues } from './many.js';
export { type Place, publicScope, type Reference, reference, type Scope, userScope } from './scope.js';
export type { Moment, SetOptions, Stored } from './set.js';
export type { SharedOptions, SharedStatistics } from './shared-tier.js';
export type { CacheCounts, CacheStatistics, NamedCounts } from './statistics.js';
export type {
  Change,
  Notice,
  Position,
  SharedStore,
  StoreListener,
  StoreQuestion,
  StoreRead,
  StoreWrite,
  Subscription,
} from './store.js';
export type { WarmedItem, WarmItem, Warming, WarmOptions, WarmReport } from './warming.js';
