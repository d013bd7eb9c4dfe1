type Params = Readonly<Record<string, unknown>>;

/** One call to a row from before 2026, and which of the asked URIs it is about. */
export interface OlderCall {
  readonly uses: string;
  readonly params: Params;
  /** Places in the list of URIs, counted from 0. */
  readonly places: readonly number[];
}

const nouns: Readonly<Record<string, readonly [noun: string, most: number]>> = {
  track: ['Tracks', 50],
  album: ['Albums', 20],
  episode: ['Episodes', 50],
  show: ['Shows', 50],
  audiobook: ['Audiobooks', 50],
};

const follows: Readonly<Record<string, string>> = { save: 'follow', remove: 'unfollow', contains: 'follows' };
const playlistFollows: Readonly<Record<string, string>> = {
  save: 'follow',
  remove: 'unfollow',
  contains: 'isFollowed',
};

/** The calls from before 2026 that do what one call to the library does, kind by kind. */
export function olderLibraryCalls(verb: 'save' | 'remove' | 'contains', uris: readonly string[]): readonly OlderCall[] {
  const byKind = new Map<string, number[]>();
  uris.forEach((uri, place) => {
    const kind = uri.split(':')[1] ?? '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), place]);
  });
  const idAt = (place: number): string => uris[place]?.split(':').slice(2).join(':') ?? '';
  return [...byKind].flatMap(([kind, places]): readonly OlderCall[] => {
    if (kind === 'playlist') {
      const uses = `playlists.${playlistFollows[verb]}`;
      return places.map((place) => ({ uses, params: { playlist_id: idAt(place) }, places: [place] }));
    }
    const [noun, most] = nouns[kind] ?? [undefined, 50];
    const uses = noun === undefined ? `me.${follows[verb]}` : `library.${verb}${noun}`;
    const type = noun === undefined ? { type: kind } : {};
    return split(places, most).map((part) => ({ uses, params: { ...type, ids: part.map(idAt) }, places: part }));
  });
}

/** The row from before 2026 that does what a row for the contents of a playlist does, and its parameters. */
export function olderPlaylistCall(name: string, params: Params): { uses: string; params: Params } | undefined {
  const { items, ...others } = params;
  if (name === 'playlists.removeItems') return { uses: 'playlists.removeTracks', params: { ...others, tracks: items } };
  const uses = olderNames[name];
  return uses === undefined ? undefined : { uses, params };
}

const olderNames: Readonly<Record<string, string>> = {
  'playlists.items': 'playlists.tracks',
  'playlists.addItems': 'playlists.addTracks',
  'playlists.updateItems': 'playlists.updateTracks',
};

function split(places: readonly number[], most: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(places.length / most) }, (_, part) =>
    places.slice(part * most, (part + 1) * most),
  );
}
