import type { Copyright, ExternalUrls, Image } from './common.js';
import type { SimplifiedEpisode } from './episode.js';
import type { Paging } from './paging.js';

/** A podcast as named by an episode, a search or a list. */
export interface SimplifiedShow {
  /** Country codes. Gone from Development Mode. */
  readonly available_markets?: readonly string[];
  readonly copyrights: readonly Copyright[];
  readonly description: string;
  readonly html_description: string;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly images: readonly Image[];
  /** Null when unknown. */
  readonly is_externally_hosted: boolean | null;
  /** Language codes. */
  readonly languages: readonly string[];
  readonly media_type: string;
  readonly name: string;
  /** Gone from Development Mode. */
  readonly publisher?: string;
  readonly type: 'show';
  readonly uri: string;
  readonly total_episodes: number;
}

/** A podcast with its first page of episodes; Spotify sends null in place of an episode that is not to be had. */
export interface Show extends SimplifiedShow {
  readonly episodes: Paging<SimplifiedEpisode | null>;
}

/** A podcast that a person saved. */
export interface SavedShow {
  /** An ISO 8601 time in UTC. */
  readonly added_at: string;
  readonly show: SimplifiedShow;
}
