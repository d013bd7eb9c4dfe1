export type { CacheStatistics, Forgotten } from '@tonearm/cache';
export type { Clock, HealthPurpose, HealthReport } from '@tonearm/resilience';
export type { EmbeddedEmulator } from './backend.js';
export type { Runtime, RuntimeOptions } from './create-runtime.js';
export { type TracedWork, traced } from './diagnostics.js';
export type { CachedExplanation } from './explain-cached.js';
export { createRuntime } from './lazy.js';
export type { Logger } from './logging.js';
export { createLogger, silentLogger } from './logging.js';
export { type MetricsPlace, serveRuntimeMetrics } from './metrics-address.js';
export type { Operation } from './operations.js';
export { currentRequest, type RequestContext, requestContext, runInRequest } from './request-context.js';
export { readSettings, type Settings, SettingsError, type SettingsOverrides, settingsSchema } from './settings.js';
export { settingsTable, type Variable, variables } from './settings-table.js';
export { describeStale, type StaleNote, withStaleNotes } from './stale-notes.js';
export {
  configFolder,
  deleteTokens,
  readTokens,
  type TokenStoreChoice,
  tokenFilePath,
  writeTokens,
} from './token-file.js';
export { type RuntimeWarmReport, type WarmName, warmNames } from './warm-plan.js';
