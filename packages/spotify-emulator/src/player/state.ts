import type { Played } from './history.js';
import type { LineupState } from './lineup.js';
import type { PlayheadState } from './playhead.js';
import type { RepeatState } from './surroundings.js';

/** A player at one moment, for keeping. */
export interface PlayerState extends LineupState {
  readonly item: string | null;
  readonly repeat: RepeatState;
  readonly touchedAt: number;
  readonly history: readonly Played[];
  readonly head: PlayheadState;
}
