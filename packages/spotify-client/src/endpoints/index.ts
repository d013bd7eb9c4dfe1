import type { NamedEndpoint } from '../endpoint.js';
import { nameRows } from '../name-rows.js';
import { albums } from './albums.js';
import { artists } from './artists.js';
import { audiobooks } from './audiobooks.js';
import { browse } from './browse.js';
import { chapters } from './chapters.js';
import { episodes } from './episodes.js';
import { library } from './library.js';
import { me } from './me.js';
import { player } from './player.js';
import { playlists } from './playlists.js';
import { recommendations } from './recommendations.js';
import { search } from './search.js';
import { shows } from './shows.js';
import { tracks } from './tracks.js';
import { users } from './users.js';

/** The endpoint table: every operation of Spotify's Web API, by noun. A named interface keeps the rows' documentation when published. */
export interface EndpointTable {
  readonly albums: typeof albums;
  readonly artists: typeof artists;
  readonly tracks: typeof tracks;
  readonly shows: typeof shows;
  readonly episodes: typeof episodes;
  readonly audiobooks: typeof audiobooks;
  readonly chapters: typeof chapters;
  readonly search: typeof search;
  readonly playlists: typeof playlists;
  readonly library: typeof library;
  readonly me: typeof me;
  readonly player: typeof player;
  readonly users: typeof users;
  readonly browse: typeof browse;
  readonly recommendations: typeof recommendations;
}

/** The endpoint table. */
export const endpoints: EndpointTable = {
  albums,
  artists,
  tracks,
  shows,
  episodes,
  audiobooks,
  chapters,
  search,
  playlists,
  library,
  me,
  player,
  users,
  browse,
  recommendations,
};

/** Lists all rows of the table, in its order; the same objects every time. */
export function listEndpoints(): readonly NamedEndpoint[] {
  return nameRows(endpoints);
}
