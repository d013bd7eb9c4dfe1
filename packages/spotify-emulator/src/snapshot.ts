import type { ClockState } from './clock.js';
import type { FaultsState } from './faults/state.js';
import type { LimitsState } from './limits/limits.js';
import type { App } from './oauth/app.js';
import type { TokensState } from './oauth/token-store.js';
import type { Profile } from './profile.js';
import { checkAgainst } from './schema/check.js';
import { snapshotSchema } from './snapshot-schema.js';
import type { Scale } from './world/scale.js';
import type { WorldState } from './world/state.js';

/**
 * Everything of an emulator that can change and decides what it answers, as plain data: what it is put back to, here or
 * elsewhere. How it was made (its profile, its quirks) stays as it is, and the journal goes on: it tells what happened.
 */
export interface EmulatorSnapshot {
  readonly version: 1;
  readonly seed: number;
  readonly scale: Scale;
  readonly profile: Profile;
  readonly clock: ClockState;
  readonly world: WorldState;
  readonly app: App;
  readonly tokens: TokensState;
  readonly faults: FaultsState;
  readonly limits: LimitsState;
}

/** Checks that something is a snapshot of this version; throws a `RangeError` that names what is not. */
export function checkSnapshot(value: unknown): EmulatorSnapshot {
  const isOfVersion = typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
  if (!isOfVersion) throw new RangeError('A snapshot of version 1 is expected.');
  checkAgainst(snapshotSchema, value, 'the snapshot');
  return value as EmulatorSnapshot;
}
