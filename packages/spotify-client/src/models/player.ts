import type { ExternalUrls } from './common.js';
import type { PlayableItem } from './playable-item.js';
import type { Track } from './track.js';

/** Something that plays Spotify. */
export interface Device {
  /** Null for devices that cannot be addressed. */
  readonly id: string | null;
  readonly is_active: boolean;
  readonly is_private_session: boolean;
  /** Such a device refuses every command. */
  readonly is_restricted: boolean;
  readonly name: string;
  /** 'computer', 'smartphone', 'speaker' and others. */
  readonly type: string;
  /** From 0 to 100; null when unknown. */
  readonly volume_percent: number | null;
  readonly supports_volume: boolean;
}

/** What playback plays from. */
export interface PlaybackContext {
  /** 'artist', 'playlist', 'album', 'show' and others. */
  readonly type: string;
  readonly href: string;
  readonly external_urls: ExternalUrls;
  readonly uri: string;
}

/** What the player does not allow now: each flag that is present and true. */
export interface PlaybackActions {
  readonly disallows?: Readonly<Record<string, boolean>>;
}

/** What is being played. */
export interface CurrentlyPlaying {
  /** Null when playing from no context. */
  readonly context: PlaybackContext | null;
  /** Milliseconds since 1970 of the last change of state. */
  readonly timestamp: number;
  /** In milliseconds; null when nothing is loaded. */
  readonly progress_ms: number | null;
  readonly is_playing: boolean;
  /** Null during advertisements, and for episodes unless `additional_types` asks for them. */
  readonly item: PlayableItem | null;
  /** 'track', 'episode', 'ad' or 'unknown'. */
  readonly currently_playing_type: string;
  readonly actions: PlaybackActions;
}

/** What is being played, where and how. */
export interface Playback extends CurrentlyPlaying {
  readonly device: Device;
  readonly repeat_state: RepeatState;
  readonly shuffle_state: boolean;
  readonly smart_shuffle?: boolean;
}

/** What is repeated: nothing, the context or the track. */
export type RepeatState = 'off' | 'context' | 'track';

/** The devices that can be addressed now. */
export interface Devices {
  readonly devices: readonly Device[];
}

/** What plays now and next. */
export interface Queue {
  readonly currently_playing: PlayableItem | null;
  readonly queue: readonly PlayableItem[];
}

/** A track that was played; episodes and a person's own files are not remembered. */
export interface PlayHistory {
  readonly track: Track;
  /** An ISO 8601 time in UTC. */
  readonly played_at: string;
  /** Null when it was played from no context. */
  readonly context: PlaybackContext | null;
}
