/** Which country's catalogue to read; a person's own country wins over it. */
export interface MarketParams {
  /** An ISO 3166-1 alpha-2 country code. Without it and without a person, podcasts and audiobooks are not to be had, and nothing counts as playable. */
  readonly market?: string | undefined;
}

/** The type of what says which country. */
export const marketTypes = { market: 'string' } as const;

/** Which page of a list to read. */
export interface PageParams {
  /** How many entries a page holds. */
  readonly limit?: number | undefined;
  /** How many entries to skip. */
  readonly offset?: number | undefined;
}

/** The types of what says which page. */
export const pageTypes = { limit: 'integer', offset: 'integer' } as const;

/** What to do where Development Mode gives shorter pages than other apps get. */
export const asksForFewer = [
  [/invalid limit/i, 'Ask for fewer: apps in Development Mode get at most 10 hits, or albums of an artist, at a time.'],
] as const;

/** The thing to read, by its id: not its URI, not its URL. */
export interface IdParams {
  /** Letters and digits: the last part of its URI or URL. */
  readonly id: string;
}

/** The things to read or change, by their ids. */
export interface IdsParams {
  /** Letters and digits: the last parts of their URIs or URLs. */
  readonly ids: readonly string[];
}

/** What every row needs that takes ids. */
export const needsIds = { types: { ids: 'array' }, required: ['ids'] } as const;

/** What every row needs that takes ids and a country. */
export const needsIdsForMarket = { types: { ids: 'array', market: 'string' }, required: ['ids'] } as const;

/** In which language to answer. */
export interface LocaleParams {
  /** A language and a country, such as `es_MX`. */
  readonly locale?: string | undefined;
}

/** The type of what says in which language. */
export const localeTypes = { locale: 'string' } as const;

/** The playlist, by its id: not its URI, not its URL. */
export interface PlaylistParams {
  /** Letters and digits: the last part of its URI or URL. */
  readonly playlist_id: string;
}

/** What a playlist is called and who sees it. */
export interface PlaylistDetailsParams {
  /** Whether the owner's profile shows it; it is no access control. */
  readonly public?: boolean | undefined;
  /** Only for playlists that are not public. */
  readonly collaborative?: boolean | undefined;
  readonly description?: string | undefined;
}

/** The types of what a playlist is called and who sees it. */
export const detailTypes = {
  name: 'string',
  public: 'boolean',
  collaborative: 'boolean',
  description: 'string',
} as const;

/** Whether episodes are wanted too: `['track', 'episode']`. */
export interface AdditionalTypesParams {
  readonly additional_types?: readonly ('track' | 'episode')[] | undefined;
}

/** The type of what says which kinds of items are wanted. */
export const additionalTypes = { additional_types: 'array' } as const;

/** The device that a command is for; without it, the active one. */
export interface DeviceParams {
  readonly device_id?: string | undefined;
}

/** The type of what says which device. */
export const deviceTypes = { device_id: 'string' } as const;

/** The cache tag of each id; calls by name may bring the ids as one text, joined by commas. */
export function tagEach(kind: string, ids: readonly string[] | string): readonly string[] {
  return (typeof ids === 'string' ? ids.split(',') : ids).map((id) => `${kind}:${id}`);
}
