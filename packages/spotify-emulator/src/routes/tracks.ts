import { found } from '../http/inputs.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { relinkedTrack } from '../render/music.js';
import { several } from './several.js';

/** Tracks. */
export const trackRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/tracks/{id}', operation: 'get-track' }, (call) =>
    json(relinkedTrack(call.view, found(call, call.world.catalogue.tracks))),
  ),
  anyone({ method: 'GET', path: '/tracks', operation: 'get-several-tracks', access: 'extended' }, (call) =>
    several(call, 'tracks', call.world.catalogue.tracks, (track) => relinkedTrack(call.view, track)),
  ),
];
