import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullEpisode, fullShow, simplifiedEpisode } from '../render/speech.js';
import { sold } from './sold.js';

/** Podcasts. */
export const showRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/shows/{id}', operation: 'get-a-show' }, (call) =>
    json(fullShow(call.view, sold(call, call.world.catalogue.shows))),
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
];
