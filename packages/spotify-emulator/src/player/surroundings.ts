import type { Clock } from '../clock.js';
import type { Random } from '../world/random.js';
import type { Device } from './device.js';

/** Whether a player begins again, and with what. */
export type RepeatState = 'off' | 'track' | 'context';

/** What a player needs from the world around it. */
export interface PlayerSurroundings {
  readonly clock: Clock;
  readonly devices: readonly Device[];
  /** Decides the shuffled order; the same number always tells the same. */
  readonly randomFor: (index: number) => Random;
  /** How long a device stays awake when nothing plays, in milliseconds. */
  readonly idleAfterMs: number;
  /** How many tracks are heard before an advertisement; undefined for whoever hears none. */
  adsAfter(): number | undefined;
  /** Whether the user may hear a playable thing: what they may not is passed over. */
  canHear(uri: string): boolean;
  /** Told where somebody stopped within a playable thing. */
  left(uri: string, positionMs: number): void;
  /** How long a playable thing lasts; undefined when there is no such thing. */
  durationOf(uri: string): number | undefined;
}

/** What to start with. */
export interface Start {
  readonly uris: readonly string[];
  readonly context?: string;
  readonly index?: number;
  readonly positionMs?: number;
}
