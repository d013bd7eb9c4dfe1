import { found, listQuery } from '../http/inputs.js';
import { page, smallLimits } from '../http/paging.js';
import { badRequest } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { discographyAlbum, fullArtist, fullTrack } from '../render/music.js';
import { type DiscographyGroup, discographies, discography, discographyGroups } from '../world/discography.js';
import { popularTracks } from '../world/popular-tracks.js';
import { relatedArtists } from '../world/related-artists.js';
import { several } from './several.js';

/** Artists. */
export const artistRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/artists/{id}', operation: 'get-an-artist' }, (call) =>
    json(fullArtist(call.view, found(call, call.world.catalogue.artists))),
  ),
  anyone({ method: 'GET', path: '/artists', operation: 'get-multiple-artists', access: 'extended' }, (call) =>
    several(call, 'artists', call.world.catalogue.artists, (artist) => fullArtist(call.view, artist)),
  ),
  anyone(
    {
      method: 'GET',
      path: '/artists/{id}/top-tracks',
      operation: 'get-an-artists-top-tracks',
      access: 'extended',
      needs: discographies,
    },
    (call) => {
      const { catalogue } = call.world;
      const tracks = popularTracks(catalogue, found(call, catalogue.artists));
      return json({ tracks: tracks.map((track) => fullTrack(call.view, track)) });
    },
  ),
  anyone(
    {
      method: 'GET',
      path: '/artists/{id}/related-artists',
      operation: 'get-an-artists-related-artists',
      access: 'closed',
    },
    (call) => {
      const { catalogue } = call.world;
      const artists = relatedArtists(catalogue, found(call, catalogue.artists));
      return json({ artists: artists.map((artist) => fullArtist(call.view, artist)) });
    },
  ),
  anyone(
    { method: 'GET', path: '/artists/{id}/albums', operation: 'get-an-artists-albums', needs: discographies },
    (call) => {
      const artist = found(call, call.world.catalogue.artists);
      const groups = listQuery(call.query, 'include_groups') ?? discographyGroups;
      if (!groups.every(isGroup)) throw badRequest('Invalid include_groups');
      const { askedMarket } = call.view;
      const releases = discography(call.world.catalogue, artist).filter(
        ({ group, album }) =>
          groups.includes(group) && (askedMarket === undefined || album.markets.includes(askedMarket)),
      );
      return json(
        page(call, releases, ({ album, group }) => discographyAlbum(call.view, album, group), smallLimits(call)),
      );
    },
  ),
];

function isGroup(written: string): written is DiscographyGroup {
  return discographyGroups.some((group) => group === written);
}
