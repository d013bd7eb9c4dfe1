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
  /** Albums and their tracks. */
  readonly albums: typeof albums;
  /** Artists, and what is by them. */
  readonly artists: typeof artists;
  /** Tracks, and what is known of their sound. */
  readonly tracks: typeof tracks;
  /** Podcasts and their episodes. */
  readonly shows: typeof shows;
  /** Episodes of podcasts. */
  readonly episodes: typeof episodes;
  /** Audiobooks and their chapters. */
  readonly audiobooks: typeof audiobooks;
  /** Chapters of audiobooks. */
  readonly chapters: typeof chapters;
  /** The search of the catalogue. */
  readonly search: typeof search;
  /** Playlists, what they hold and who follows them. */
  readonly playlists: typeof playlists;
  /** What the person has saved. */
  readonly library: typeof library;
  /** The person, what they listen to most and whom they follow. */
  readonly me: typeof me;
  /** What plays, and on which device. */
  readonly player: typeof player;
  /** Other people. */
  readonly users: typeof users;
  /** Categories, new releases and markets. */
  readonly browse: typeof browse;
  /** Tracks that go with others. */
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
