export { type Cache, type CacheOptions, createCache, type GetOrLoadOptions } from './cache.js';
export type { Freshness } from './entry.js';
export type { CacheEvent, EntryEvent } from './events.js';
export type { LoadContext } from './loads.js';
export { publicScope, type Scope, userScope } from './scope.js';
export type { CacheCounts, CacheStatistics } from './statistics.js';
