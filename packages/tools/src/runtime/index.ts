export type { CacheStatistics, Forgotten } from '@tonearm/cache';
export type { Clock, HealthPurpose, HealthReport } from '@tonearm/resilience';
export { type AccessMemory, type AccessMemoryOptions, accessMemory } from './app-access/access-memory.js';
export type { EmbeddedEmulator } from './backend.js';
export { configFolder, tokenFilePath } from './config-folder.js';
export type { Runtime, RuntimeOptions } from './create-runtime.js';
export { type TracedWork, traced } from './diagnostics.js';
export type { CachedExplanation } from './explain-cached.js';
export { createRuntime, deleteTokens, readTokens, writeTokens } from './lazy.js';
export type { Logger } from './logging.js';
export { createLogger, silentLogger } from './logging.js';
export { type MetricsPlace, serveRuntimeMetrics } from './metrics-address.js';
export type { Operation } from './operations.js';
export {
  currentRequest,
  type RequestContext,
  requestContext,
  runInRequest,
  tellingRequests,
} from './request-context.js';
export { readSettings, type Settings, SettingsError, type SettingsOverrides, settingsSchema } from './settings.js';
export { settingsTable, type Variable, variables } from './settings-table.js';
export { describeStale, type StaleNote, withStaleNotes } from './stale-notes.js';
export type { TokenStoreChoice } from './token-file.js';
export { type WarmName, warmNames } from './warm-names.js';
export type { RuntimeWarmReport } from './warm-plan.js';
