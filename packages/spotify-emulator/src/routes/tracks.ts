import { found } from '../http/inputs.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { requestedTrack } from '../render/music.js';
import { several } from './several.js';

/** Tracks. */
export const trackRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/tracks/{id}', operation: 'get-track' }, (call) =>
    json(requestedTrack(call.view, call.world.catalogue, found(call, call.world.catalogue.tracks))),
  ),
  anyone({ method: 'GET', path: '/tracks', operation: 'get-several-tracks', access: 'extended' }, (call) =>
    several(call, 'tracks', call.world.catalogue.tracks, (track) =>
      requestedTrack(call.view, call.world.catalogue, track),
    ),
  ),
];
