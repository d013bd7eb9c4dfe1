export { type RedisClient, redisDefaults } from './client.js';
export { type RedisStoreOptions, redisStore } from './redis-store.js';
