import type { Route } from '../http/route.js';
import { albumRoutes } from './albums.js';
import { artistRoutes } from './artists.js';
import { audioRoutes } from './audio.js';
import { audiobookRoutes, chapterRoutes } from './audiobooks.js';
import { browseRoutes } from './browse.js';
import { followingRoutes } from './following.js';
import { libraryRoutes } from './library.js';
import { meRoutes } from './me.js';
import { playerRoutes } from './player.js';
import { playerStateRoutes } from './player-state.js';
import { playlistItemRoutes } from './playlist-items.js';
import { playlistRoutes } from './playlists.js';
import { recommendationRoutes } from './recommendations.js';
import { savedRoutes } from './saved.js';
import { searchRoutes } from './search.js';
import { episodeRoutes, showRoutes } from './shows.js';
import { trackRoutes } from './tracks.js';
import { userRoutes } from './users.js';

/** Every operation of the Web API; which of them answer is up to the profile. */
export const routes: readonly Route[] = [
  ...albumRoutes,
  ...artistRoutes,
  ...audioRoutes,
  ...audiobookRoutes,
  ...browseRoutes,
  ...chapterRoutes,
  ...episodeRoutes,
  ...followingRoutes,
  ...libraryRoutes,
  ...meRoutes,
  ...playerRoutes,
  ...playerStateRoutes,
  ...playlistItemRoutes,
  ...playlistRoutes,
  ...recommendationRoutes,
  ...savedRoutes,
  ...searchRoutes,
  ...showRoutes,
  ...trackRoutes,
  ...userRoutes,
];
