import { chunk } from '../chunk.js';
import { listed } from '../listed.js';

type Params = Readonly<Record<string, unknown>>;

/** How to get with other rows what a closed one would give. */
export interface Alternative {
  /** The row that is called in its place. */
  readonly uses: string;
  /** What it is called with, once for each; undefined when it cannot stand in for these parameters. */
  readonly calls: (params: Params) => readonly Params[] | undefined;
  /** Whose token it has to be, where it can stand in for that person's calls only. */
  readonly personOf?: (params: Params) => unknown;
  /** Makes the answer of the closed row from the answers, in the order of the calls. */
  readonly combine: (answers: readonly unknown[]) => unknown;
  /** Whether each call reads one thing: then several run at a time, and what is unknown is null. */
  readonly isBatch?: boolean;
}

// As many as one call to the library takes.
const libraryLimit = 40;

const first = (answers: readonly unknown[]): unknown => answers[0] ?? null;
const nothing = (): null => null;

// Made by a call that is marked to do nothing else, so that a bundler leaves it out of a client that has no use for it.
/** The ways round what Spotify closed to apps in Development Mode in February 2026, by the row that they replace. */
export const alternatives: Readonly<Record<string, Alternative>> = /* @__PURE__ */ makeAlternatives();

/** What to use in place of a row that has no way round, in words. */
export const substitutes: Readonly<Record<string, string>> = {
  'users.get': 'me.profile, for the person whose token it is',
  'users.playlists': 'playlists.mine, for the person whose token it is',
  'artists.topTracks': 'artists.albums or search.search',
  'browse.newReleases': 'search.search with tag:new',
};

function makeAlternatives(): Readonly<Record<string, Alternative>> {
  return {
    ...Object.fromEntries(
      ['albums', 'artists', 'tracks', 'shows', 'episodes', 'audiobooks', 'chapters'].map((noun) => [
        `${noun}.getMany`,
        readEach(noun),
      ]),
    ),
    ...Object.fromEntries(
      ['Album', 'Track', 'Episode', 'Show', 'Audiobook'].flatMap((kind) => {
        const uris = ({ ids }: Params) => urisOf(kind.toLowerCase(), ids);
        return [
          [`library.save${kind}s`, inLibrary('library.save', uris)],
          [`library.remove${kind}s`, inLibrary('library.remove', uris)],
          [`library.contains${kind}s`, inLibrary('library.contains', uris)],
        ];
      }),
    ),
    'me.follow': inLibrary('library.save', ({ type, ids }) => urisOf(String(type), ids)),
    'me.unfollow': inLibrary('library.remove', ({ type, ids }) => urisOf(String(type), ids)),
    'me.follows': inLibrary('library.contains', ({ type, ids }) => urisOf(String(type), ids)),
    // The library has no place for the wish to follow in private.
    'playlists.follow': inLibrary('library.save', (params) =>
      params.public === false ? undefined : playlistUri(params),
    ),
    'playlists.unfollow': inLibrary('library.remove', playlistUri),
    'playlists.isFollowed': inLibrary('library.contains', playlistUri),
    'playlists.tracks': same('playlists.items'),
    'playlists.addTracks': same('playlists.addItems'),
    'playlists.updateTracks': same('playlists.updateItems'),
    'playlists.removeTracks': {
      uses: 'playlists.removeItems',
      calls: ({ tracks, ...others }) => [{ ...others, items: tracks }],
      combine: first,
    },
    'users.createPlaylist': {
      uses: 'playlists.create',
      personOf: ({ user_id }) => user_id,
      calls: ({ user_id: _user, ...details }) => [details],
      combine: first,
    },
  };
}

function readEach(noun: string): Alternative {
  return {
    uses: `${noun}.get`,
    calls: ({ ids, ...others }) => listed(ids).map((id) => ({ ...others, id })),
    combine: (answers) => ({ [noun]: answers }),
    isBatch: true,
  };
}

function inLibrary(uses: string, uris: (params: Params) => readonly string[] | undefined): Alternative {
  return {
    uses,
    calls: (params) => {
      const all = uris(params);
      return all?.length ? chunk(all, libraryLimit).map((part) => ({ uris: part })) : undefined;
    },
    combine: uses === 'library.contains' ? (answers) => answers.flat() : nothing,
  };
}

function same(uses: string): Alternative {
  return { uses, calls: (params) => [params], combine: first };
}

function playlistUri({ playlist_id }: Params): readonly string[] {
  return [`spotify:playlist:${playlist_id}`];
}

function urisOf(kind: string, ids: unknown): readonly string[] {
  return listed(ids).map((id) => `spotify:${kind}:${id}`);
}
