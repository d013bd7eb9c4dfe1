import type { Copyright, DatePrecision, ExternalUrls, Image, Restrictions, ResumePoint } from './common.js';
import type { Paging } from './paging.js';

/** An audiobook as named by a chapter, a search or a list. */
export interface SimplifiedAudiobook {
  readonly authors: readonly { readonly name: string }[];
  /** Country codes. Gone from Development Mode. */
  readonly available_markets?: readonly string[];
  readonly copyrights: readonly Copyright[];
  readonly description: string;
  readonly html_description: string;
  readonly edition?: string;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly images: readonly Image[];
  /** Language codes. */
  readonly languages: readonly string[];
  readonly media_type: string;
  readonly name: string;
  readonly narrators: readonly { readonly name: string }[];
  /** Gone from Development Mode. */
  readonly publisher?: string;
  readonly type: 'audiobook';
  readonly uri: string;
  readonly total_chapters: number;
}

/** An audiobook with its first page of chapters. */
export interface Audiobook extends SimplifiedAudiobook {
  readonly chapters: Paging<SimplifiedChapter>;
}

/** A chapter as listed by its audiobook. */
export interface SimplifiedChapter {
  /** The URL of thirty seconds of MP3. Deprecated. */
  readonly audio_preview_url?: string | null;
  /** Country codes. Gone from Development Mode. */
  readonly available_markets?: readonly string[];
  /** Counted from 0. */
  readonly chapter_number: number;
  readonly description: string;
  readonly html_description: string;
  /** In milliseconds. */
  readonly duration_ms: number;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly images: readonly Image[];
  /** Only when a market is known. */
  readonly is_playable?: boolean;
  readonly languages: readonly string[];
  readonly name: string;
  /** As exact as `release_date_precision` says. */
  readonly release_date: string;
  readonly release_date_precision: DatePrecision;
  /** Only with the scope user-read-playback-position. */
  readonly resume_point?: ResumePoint;
  readonly type: 'chapter' | 'episode';
  readonly uri: string;
  readonly restrictions?: Restrictions;
}

/** A chapter with its audiobook. */
export interface Chapter extends SimplifiedChapter {
  readonly audiobook: SimplifiedAudiobook;
}

/** An audiobook that a person saved. */
export interface SavedAudiobook {
  /** An ISO 8601 time in UTC. */
  readonly added_at: string;
  readonly audiobook: SimplifiedAudiobook;
}
