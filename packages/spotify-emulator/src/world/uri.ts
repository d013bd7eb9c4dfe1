/** A Spotify URI in its parts. */
export interface SpotifyUri {
  readonly kind: 'album' | 'artist' | 'audiobook' | 'chapter' | 'episode' | 'playlist' | 'show' | 'track' | 'user';
  readonly id: string;
}

const pattern =
  /^spotify:(?:(album|artist|audiobook|chapter|episode|playlist|show|track):([0-9A-Za-z]{22})|user:([^:\s]+))$/;

/** Takes a URI apart; undefined when it is not one. */
export function parseUri(written: string): SpotifyUri | undefined {
  const [matched, kind, id, user] = pattern.exec(written) ?? [];
  if (matched === undefined) return undefined;
  if (user !== undefined) return { kind: 'user', id: user };
  return id === undefined ? undefined : { kind: kind as SpotifyUri['kind'], id };
}
