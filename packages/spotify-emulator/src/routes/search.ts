import { listQuery } from '../http/inputs.js';
import { part, smallLimits, window } from '../http/paging.js';
import { badRequest } from '../http/problem.js';
import { json } from '../http/reply.js';
import { anyone, type Call, type Route } from '../http/route.js';
import { fullArtist, fullTrack, simplifiedAlbum } from '../render/music.js';
import { simplifiedPlaylist } from '../render/playlist.js';
import { simplifiedAudiobook, simplifiedEpisode, simplifiedShow } from '../render/speech.js';
import type { Findings, SearchKind } from '../search/findings.js';
import { search } from '../search/index.js';
import { musicColumns } from '../search/music-columns.js';
import { parseQuery } from '../search/query.js';

type Renderers = { readonly [Kind in SearchKind]: (call: Call, item: Findings[Kind]) => object | null };

const renderers: Renderers = {
  album: ({ view }, album) => simplifiedAlbum(view, album),
  artist: ({ view }, artist) => fullArtist(view, artist),
  audiobook: ({ view }, book) => simplifiedAudiobook(view, book),
  // Sound that lies elsewhere counts as playable only for who says that they can play it.
  episode: ({ view, query }, episode) => ({
    ...simplifiedEpisode(view, episode),
    ...(episode.show.isExternallyHosted && query.get('include_external') !== 'audio' ? { is_playable: false } : {}),
  }),
  // The house's own playlists are closed to Development Mode: they leave holes in the answer.
  playlist: ({ view, world, rules }, playlist) =>
    playlist.editorial && !rules.hasEditorial ? null : simplifiedPlaylist(view, world, playlist),
  show: ({ view }, show) => simplifiedShow(view, show),
  track: ({ view }, track) => fullTrack(view, track),
};

/** Search. */
export const searchRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/search', operation: 'search', needs: musicColumns }, (call) => {
    const written = call.query.get('q')?.trim() ?? '';
    if (written === '') throw badRequest('No search query');
    const kinds = listQuery(call.query, 'type');
    if (!kinds) throw badRequest('Missing parameter type');
    if (!['audio', null].includes(call.query.get('include_external'))) throw badRequest('Invalid include_external');
    const answer: Record<string, object> = {};
    for (const kind of kinds) {
      if (!isKind(kind)) throw badRequest(`Bad search type field ${kind}`);
      answer[`${kind}s`] = findings(call, kind, written);
    }
    return json(answer, 200, { 'cache-control': 'public, max-age=120' });
  }),
];

function findings<Kind extends SearchKind>(call: Call, kind: Kind, written: string): object {
  const place = window(call, smallLimits(call), 1000);
  const { total, items } = search(kind, parseQuery(written), call.world.catalogue, call.world.playlists.values(), {
    ...place,
    market: call.view.askedMarket,
  });
  const query = new URLSearchParams(call.query);
  query.set('type', kind);
  const url = `${call.view.origin}${call.request.path}`;
  const render: Renderers[Kind] = renderers[kind];
  return part(
    items.map((item) => render(call, item)),
    total,
    { url, query, ...place },
  );
}

function isKind(written: string): written is SearchKind {
  return Object.hasOwn(renderers, written);
}
