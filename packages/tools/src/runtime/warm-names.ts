/** What can be loaded before anybody asks for it. */
export type WarmName = 'profile' | 'playlists' | 'saved_tracks' | 'devices' | 'top';

/** Every {@link WarmName}; the profile first, as its country is a part of what the catalogue is kept under. */
export const warmNames: readonly [WarmName, ...WarmName[]] = ['profile', 'playlists', 'saved_tracks', 'devices', 'top'];
