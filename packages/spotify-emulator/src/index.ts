export type { Clock, ClockState } from './clock.js';
export { createSpotifyEmulator, type GrantOptions, type SpotifyEmulator } from './emulator.js';
export type { Faults } from './faults/faults.js';
export type { Fault } from './faults/merge.js';
export type { FaultPreset } from './faults/presets.js';
export type { Delay, FaultReason, FaultRule, FaultTarget, PathPattern } from './faults/rule.js';
export type { FaultState, FaultsState } from './faults/state.js';
export { type PlayerReason, playerReasons } from './http/player-reason.js';
export type { AuditFinding } from './journal/audit.js';
export type { JournalFilter } from './journal/filter.js';
export type { HttpArchive, HttpArchiveEntry } from './journal/har.js';
export type { Expectation, Journal, JournalEntry } from './journal/journal.js';
export type { Bucket } from './limits/buckets.js';
export type { LimitsUsage } from './limits/counts.js';
export type { Limits, LimitsState } from './limits/limits.js';
export { type LimitsOptions, observedLimits, type RateWindow, type RefusalStyle } from './limits/options.js';
export type { Listening, ListenOptions } from './listen/listen.js';
export type { App, AppOptions } from './oauth/app.js';
export type { TokenReply } from './oauth/token-store.js';
export { type EmulatorOptions, type Quirks, registeredApp } from './options.js';
export type { Device } from './player/device.js';
export type { Player } from './player/player.js';
export type { RepeatState } from './player/surroundings.js';
export type { Profile } from './profile.js';
export { loadScenario } from './scenario/load.js';
export type { Scenario, ScenarioPlaylist, ScenarioUser, ThingReference } from './scenario/scenario.js';
export type { EmulatorSnapshot } from './snapshot.js';
export { loadSnapshot, saveSnapshot } from './snapshot-file.js';
export type { Library } from './world/library.js';
export type {
  Album,
  Artist,
  Audiobook,
  Catalogue,
  Chapter,
  Collection,
  Episode,
  Playable,
  Show,
  Track,
} from './world/models.js';
export type { Playlist, PlaylistItem } from './world/playlist.js';
export type { Scale } from './world/scale.js';
export type { UserState, WorldState } from './world/state.js';
export type { User } from './world/user.js';
export type { World } from './world/world.js';
