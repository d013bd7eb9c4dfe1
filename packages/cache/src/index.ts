export type { Cache, CacheOptions, GetOrLoadOptions } from './cache.js';
export { createCache } from './create-cache.js';
export type { Freshness } from './entry.js';
export type { CacheEvent, EntryEvent } from './events.js';
export type { LoadContext } from './loads.js';
export { publicScope, type Scope, userScope } from './scope.js';
export type { CacheCounts, CacheStatistics } from './statistics.js';
