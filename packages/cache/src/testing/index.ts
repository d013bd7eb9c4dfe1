export { type Chaos, type ChaosStore, chaosStore } from './chaos-store.js';
export { type MemoryStore, memoryStore } from './memory-store.js';
export type { StorePromise } from './promise.js';
export { storePromises } from './store-contract.js';
