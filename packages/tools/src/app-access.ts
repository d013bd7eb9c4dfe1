/** What Spotify closed to some apps: in 2026 to those in Development Mode, and before, on 2024-11-27, to all that came later. */
export type ClosedAccess = 'extended' | 'legacy';

/** What an app may do of what not every app may; a field is absent while nobody knows. */
export type AppAccess = { readonly [Access in ClosedAccess]?: boolean };

/** An app mode that is known. */
export type LearnedMode = 'development' | 'extended';

/** The app mode that goes with what is known; undefined while nobody knows. */
export function modeOf({ extended }: AppAccess): LearnedMode | undefined {
  if (extended === undefined) return undefined;
  return extended ? 'extended' : 'development';
}

/** What a setting says of an app; nothing when it is to be found out. */
export function accessOfMode(appMode: 'auto' | LearnedMode): AppAccess {
  if (appMode === 'auto') return {};
  return appMode === 'development' ? { extended: false, legacy: false } : { extended: true };
}
