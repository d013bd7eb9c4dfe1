import type { DatePrecision, ExternalUrls, Image, Restrictions, ResumePoint } from './common.js';
import type { SimplifiedShow } from './show.js';

/** A podcast's episode as listed by its show or a search. */
export interface SimplifiedEpisode {
  /** The URL of thirty seconds of MP3. Deprecated. */
  readonly audio_preview_url?: string | null;
  readonly description: string;
  readonly html_description: string;
  /** In milliseconds. */
  readonly duration_ms: number;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly images: readonly Image[];
  readonly is_externally_hosted: boolean;
  /** Only when a market is known. */
  readonly is_playable?: boolean;
  /** A language code. Deprecated in favour of `languages`. */
  readonly language?: string;
  readonly languages: readonly string[];
  readonly name: string;
  /** As exact as `release_date_precision` says. */
  readonly release_date: string;
  readonly release_date_precision: DatePrecision;
  /** Only with the scope user-read-playback-position. */
  readonly resume_point?: ResumePoint;
  readonly type: 'episode';
  readonly uri: string;
  readonly restrictions?: Restrictions;
}

/** An episode with its show. */
export interface Episode extends SimplifiedEpisode {
  readonly show: SimplifiedShow;
}

/** An episode that a person saved. */
export interface SavedEpisode {
  /** An ISO 8601 time in UTC. */
  readonly added_at: string;
  readonly episode: Episode;
}
