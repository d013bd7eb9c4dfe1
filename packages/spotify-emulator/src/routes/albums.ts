import { found } from '../http/inputs.js';
import { page } from '../http/paging.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { fullAlbum, simplifiedTrack } from '../render/music.js';
import { several } from './several.js';

const mostAtOnce = 20;

/** Albums. */
export const albumRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/albums/{id}', operation: 'get-an-album' }, (call) =>
    json(fullAlbum(call.view, found(call, call.world.catalogue.albums))),
  ),
  anyone({ method: 'GET', path: '/albums', operation: 'get-multiple-albums', access: 'extended' }, (call) =>
    several(call, 'albums', call.world.catalogue.albums, (album) => fullAlbum(call.view, album), mostAtOnce),
  ),
  anyone({ method: 'GET', path: '/albums/{id}/tracks', operation: 'get-an-albums-tracks' }, (call) =>
    json(page(call, found(call, call.world.catalogue.albums).tracks, (track) => simplifiedTrack(call.view, track))),
  ),
];
