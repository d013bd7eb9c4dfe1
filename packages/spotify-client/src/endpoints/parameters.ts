/** Which country's catalogue to read; a person's own country wins over it. */
export interface MarketParams {
  /** An ISO 3166-1 alpha-2 country code. */
  readonly market?: string | undefined;
}

/** Which page of a list to read. */
export interface PageParams {
  /** How many entries a page holds. */
  readonly limit?: number | undefined;
  /** How many entries to skip. */
  readonly offset?: number | undefined;
}

/** The thing to read, by its id: not its URI, not its URL. */
export interface IdParams {
  readonly id: string;
}

/** The playlist, by its id: not its URI, not its URL. */
export interface PlaylistParams {
  readonly playlist_id: string;
}

/** Whether episodes are wanted too: `['track', 'episode']`. */
export interface AdditionalTypesParams {
  readonly additional_types?: readonly ('track' | 'episode')[] | undefined;
}

/** The device that a command is for; without it, the active one. */
export interface DeviceParams {
  readonly device_id?: string | undefined;
}
