import { found } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullAlbum, simplifiedTrack } from '../render/music.js';

/** Albums. */
export const albumRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/albums/{id}', operation: 'get-an-album' }, (call) =>
    json(fullAlbum(call.view, found(call, call.world.catalogue.albums))),
  ),
  anyone({ method: 'GET', path: '/albums/{id}/tracks', operation: 'get-an-albums-tracks' }, (call) =>
    json(page(call, found(call, call.world.catalogue.albums).tracks, (track) => simplifiedTrack(call.view, track))),
  ),
];
