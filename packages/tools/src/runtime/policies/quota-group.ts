import { listEndpoints } from '@tonearm/spotify-client';

/** Endpoints whose daily quota is counted together. Spotify publishes no list; this is what people have counted. */
export type QuotaGroup =
  | 'album'
  | 'artist'
  | 'artist-albums'
  | 'browse'
  | 'library'
  | 'me'
  | 'player'
  | 'playlist'
  | 'search'
  | 'show'
  | 'show-episodes'
  | 'track';

/** The first that fits decides. */
const groups: readonly (readonly [path: RegExp, group: QuotaGroup])[] = [
  [/^\/artists\/\{id\}\/albums$/, 'artist-albums'],
  [/^\/shows\/\{id\}\/episodes$/, 'show-episodes'],
  [/^\/me\/player/, 'player'],
  [/^(\/(me|users\/\{user_id\}))?\/playlists/, 'playlist'],
  [/^\/me\/(albums|audiobooks|episodes|following|library|shows|tracks)/, 'library'],
  [/^\/(me|users)/, 'me'],
  [/^\/search/, 'search'],
  [/^\/albums/, 'album'],
  [/^\/artists/, 'artist'],
  [/^\/(shows|episodes|audiobooks|chapters)/, 'show'],
  [/^\/(tracks|audio-)/, 'track'],
];

const byEndpoint: ReadonlyMap<string, QuotaGroup> = new Map(
  listEndpoints().map(({ name, path }) => [name, groups.find(([pattern]) => pattern.test(path))?.[1] ?? 'browse']),
);

/** The group of an endpoint; one that is not in the table is a group of its own. */
export function quotaGroupOf(endpoint: string | undefined): string | undefined {
  return endpoint === undefined ? undefined : (byEndpoint.get(endpoint) ?? endpoint);
}
