import type { Route } from '../http/route.js';
import { albumRoutes } from './albums.js';
import { artistRoutes } from './artists.js';
import { audiobookRoutes, chapterRoutes } from './audiobooks.js';
import { closedRoutes } from './closed.js';
import { libraryRoutes } from './library.js';
import { meRoutes } from './me.js';
import { playerRoutes } from './player.js';
import { playerStateRoutes } from './player-state.js';
import { playlistItemRoutes } from './playlist-items.js';
import { playlistRoutes } from './playlists.js';
import { searchRoutes } from './search.js';
import { episodeRoutes, showRoutes } from './shows.js';
import { trackRoutes } from './tracks.js';

/** Every operation of the Web API that the emulator knows, open or closed. */
export const routes: readonly Route[] = [
  ...albumRoutes,
  ...artistRoutes,
  ...audiobookRoutes,
  ...chapterRoutes,
  ...episodeRoutes,
  ...libraryRoutes,
  ...meRoutes,
  ...playerRoutes,
  ...playerStateRoutes,
  ...playlistItemRoutes,
  ...playlistRoutes,
  ...searchRoutes,
  ...showRoutes,
  ...trackRoutes,
  ...closedRoutes,
];
