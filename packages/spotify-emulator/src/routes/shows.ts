import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullEpisode, fullShow, simplifiedEpisode, simplifiedShow } from '../render/speech.js';
import { severalSold } from './several.js';
import { sold } from './sold.js';

/** Podcasts. */
export const showRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/shows/{id}', operation: 'get-a-show' }, (call) =>
    json(fullShow(call.view, sold(call, call.world.catalogue.shows))),
  ),
  anyone({ method: 'GET', path: '/shows', operation: 'get-multiple-shows', access: 'extended' }, (call) =>
    severalSold(call, 'shows', call.world.catalogue.shows, (show) => simplifiedShow(call.view, show)),
  ),
  anyone({ method: 'GET', path: '/shows/{id}/episodes', operation: 'get-a-shows-episodes' }, (call) =>
    json(
      page(call, sold(call, call.world.catalogue.shows).episodes, (episode) => simplifiedEpisode(call.view, episode)),
    ),
  ),
];

/** Their episodes. */
export const episodeRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/episodes/{id}', operation: 'get-an-episode' }, (call) =>
    json(fullEpisode(call.view, sold(call, call.world.catalogue.episodes))),
  ),
  anyone(
    {
      method: 'GET',
      path: '/episodes',
      operation: 'get-multiple-episodes',
      scopes: ['user-read-playback-position'],
      access: 'extended',
    },
    (call) =>
      severalSold(call, 'episodes', call.world.catalogue.episodes, (episode) => fullEpisode(call.view, episode)),
  ),
];
