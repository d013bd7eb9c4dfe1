/** Every scope that an app may ask for. */
export const allScopes: readonly string[] = [
  'app-remote-control',
  'playlist-modify-private',
  'playlist-modify-public',
  'playlist-read-collaborative',
  'playlist-read-private',
  'streaming',
  'ugc-image-upload',
  'user-follow-modify',
  'user-follow-read',
  'user-library-modify',
  'user-library-read',
  'user-modify-playback-state',
  'user-read-currently-playing',
  'user-read-email',
  'user-read-playback-position',
  'user-read-playback-state',
  'user-read-private',
  'user-read-recently-played',
  'user-top-read',
];

/** Scopes as they are written in a request: separated by spaces. */
export function parseScopes(written: string | null): readonly string[] {
  return [...new Set((written ?? '').split(' ').filter((scope) => scope !== ''))];
}
