/** Which of Spotify's app modes is emulated. */
export type Profile = 'development' | 'development-legacy' | 'extended';

/** Who may still call an operation: everybody, whoever kept what left Development Mode in 2026, or what closed in 2024. */
export type Access = 'everyone' | 'extended' | 'closed';

/** What an app mode means for routes, limits, fields and shapes. */
export interface ProfileRules {
  readonly profile: Profile;
  /** The operations that answer; all others are forbidden. */
  readonly opens: readonly Access[];
  /** Search and an artist's albums give ten at most. */
  readonly hasSmallPages: boolean;
  /** Fields that Spotify took away from Development Mode are there. */
  readonly hasOldFields: boolean;
  /** What a playlist calls its list and each of its places. */
  readonly playlistShape: { readonly list: 'items' | 'tracks'; readonly place: 'item' | 'track' };
  /** The contents of other people's playlists are shown. */
  readonly showsForeignItems: boolean;
  /** The house's own playlists exist. */
  readonly hasEditorial: boolean;
  /** Daily quotas, the owner's Premium and the allow-list apply. */
  readonly isDevelopment: boolean;
}

const oldShape = { list: 'tracks', place: 'track' } as const;

/** The three app modes: registered since February 2026, registered before, and extended quota mode from before 2024. */
export const profiles: { readonly [Name in Profile]: ProfileRules } = {
  development: {
    profile: 'development',
    opens: ['everyone'],
    hasSmallPages: true,
    hasOldFields: false,
    playlistShape: { list: 'items', place: 'item' },
    showsForeignItems: false,
    hasEditorial: false,
    isDevelopment: true,
  },
  'development-legacy': {
    profile: 'development-legacy',
    opens: ['everyone', 'extended'],
    hasSmallPages: false,
    hasOldFields: true,
    playlistShape: oldShape,
    showsForeignItems: true,
    hasEditorial: false,
    isDevelopment: true,
  },
  extended: {
    profile: 'extended',
    opens: ['everyone', 'extended', 'closed'],
    hasSmallPages: false,
    hasOldFields: true,
    playlistShape: oldShape,
    showsForeignItems: true,
    hasEditorial: true,
    isDevelopment: false,
  },
};

/** Whether a text names an app mode. */
export function isProfile(written: string): written is Profile {
  return Object.hasOwn(profiles, written);
}
