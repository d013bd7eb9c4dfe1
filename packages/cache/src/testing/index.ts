export { type Chaos, type ChaosStore, chaosStore } from './chaos-store.js';
export { type MemoryStore, memoryStore } from './memory-store.js';
export { type StorePromise, storePromises } from './store-contract.js';
