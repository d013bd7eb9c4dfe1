import type { ClockState } from './clock.js';
import type { App } from './oauth/app.js';
import type { TokensState } from './oauth/token-store.js';
import type { Profile } from './profile.js';
import type { WorldState } from './world/state.js';

/** Everything of an emulator that can change, as plain data: what it is put back to, here or elsewhere. */
export interface EmulatorSnapshot {
  readonly version: 1;
  readonly seed: number;
  readonly profile: Profile;
  readonly clock: ClockState;
  readonly world: WorldState;
  readonly app: App;
  readonly tokens: TokensState;
}

const parts = ['seed', 'profile', 'clock', 'world', 'app', 'tokens'];

/** Checks that something is a snapshot of this version; throws a `RangeError` otherwise. */
export function checkSnapshot(fields: Readonly<Record<string, unknown>>): EmulatorSnapshot {
  if (fields.version !== 1) throw new RangeError('A snapshot of version 1 is expected.');
  const missing = parts.filter((part) => fields[part] === undefined);
  if (missing.length > 0) throw new RangeError(`The snapshot lacks ${missing.join(', ')}.`);
  return fields as unknown as EmulatorSnapshot;
}
