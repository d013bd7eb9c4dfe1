import { found } from '../http/inputs.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullTrack } from '../render/music.js';

/** Tracks. */
export const trackRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/tracks/{id}', operation: 'get-track' }, (call) =>
    json(fullTrack(call.view, found(call, call.world.catalogue.tracks))),
  ),
];
