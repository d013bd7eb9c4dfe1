/** Operations that share one daily quota. */
export const buckets = [
  'album',
  'artist',
  'artist-albums',
  'browse',
  'library',
  'me',
  'player',
  'playlist',
  'search',
  'show',
  'show-episodes',
  'track',
] as const;

/** The name of operations that share one daily quota. */
export type Bucket = (typeof buckets)[number];

const byFirstSegment: Readonly<Record<string, Bucket>> = {
  albums: 'album',
  artists: 'artist',
  audiobooks: 'show',
  chapters: 'show',
  episodes: 'show',
  playlists: 'playlist',
  search: 'search',
  shows: 'show',
  tracks: 'track',
  'audio-analysis': 'track',
  'audio-features': 'track',
};

const librarySegments = new Set(['albums', 'audiobooks', 'episodes', 'following', 'library', 'shows', 'tracks']);

/** The bucket of an operation, by its path as it is described. Spotify publishes no list: this one is made of what was observed. */
export function bucketOf(template: string): Bucket {
  if (template === '/artists/{id}/albums') return 'artist-albums';
  if (template === '/shows/{id}/episodes') return 'show-episodes';
  const [, first = '', second = ''] = template.split('/');
  if (first === 'users') return template.endsWith('/playlists') ? 'playlist' : 'me';
  if (first !== 'me') return byFirstSegment[first] ?? 'browse';
  if (second === 'player' || second === 'playlists') return second === 'player' ? 'player' : 'playlist';
  return librarySegments.has(second) ? 'library' : 'me';
}
