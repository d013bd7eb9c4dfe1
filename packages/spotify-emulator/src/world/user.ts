import type { Device } from '../player/device.js';
import type { Player } from '../player/player.js';
import type { Library } from './library.js';
import type { Playlist } from './playlist.js';

/** Where somebody stopped listening. */
export interface ResumePoint {
  readonly fully_played: boolean;
  readonly resume_position_ms: number;
}

/** Somebody with an account. */
export interface User {
  readonly id: string;
  readonly uri: string;
  readonly account_id: string;
  /** A test may change it. */
  display_name: string;
  readonly email: string;
  /** Two letters; decides what is sold to them. A test may change it. */
  country: string;
  /** Only Premium users can control a player; a test may change it. */
  product: 'premium' | 'free';
  /** Whether explicit content is kept from them, and whether they may change that; a test may change it. */
  readonly explicit_content: { filter_enabled: boolean; filter_locked: boolean };
  /** Owned and followed playlists, newest first. */
  readonly playlists: Playlist[];
  readonly library: Library;
  readonly devices: Device[];
  readonly player: Player;
  /** By URI of an episode or a chapter. */
  readonly resumePoints: Map<string, ResumePoint>;
  /** URIs of the most played artists and tracks, most played first. */
  readonly top: { readonly artists: readonly string[]; readonly tracks: readonly string[] };
}
