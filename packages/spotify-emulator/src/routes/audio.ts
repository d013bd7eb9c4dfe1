import { found } from '../http/inputs.js';
import { json } from '../http/reply.js';
import { anyone, type Route } from '../http/route.js';
import { links, type View } from '../render/view.js';
import { audioAnalysis } from '../world/audio-analysis.js';
import { audioFeatures } from '../world/audio-features.js';
import type { Track } from '../world/models.js';
import { several } from './several.js';

const mostAtOnce = 100;

/** What a machine hears in a track. */
export const audioRoutes: readonly Route[] = [
  anyone({ method: 'GET', path: '/audio-features/{id}', operation: 'get-audio-features', access: 'closed' }, (call) =>
    json(featuresObject(call.view, found(call, call.world.catalogue.tracks))),
  ),
  anyone(
    { method: 'GET', path: '/audio-features', operation: 'get-several-audio-features', access: 'closed' },
    (call) =>
      several(
        call,
        'audio_features',
        call.world.catalogue.tracks,
        (track) => featuresObject(call.view, track),
        mostAtOnce,
      ),
  ),
  anyone({ method: 'GET', path: '/audio-analysis/{id}', operation: 'get-audio-analysis', access: 'closed' }, (call) =>
    json(audioAnalysis(found(call, call.world.catalogue.tracks), call.clock.now())),
  ),
];

function featuresObject(view: View, track: Track): object {
  const { id, uri, duration_ms } = track;
  return {
    ...audioFeatures(track),
    type: 'audio_features',
    id,
    uri,
    track_href: links(view, 'track', id).href,
    analysis_url: `${view.origin}/v1/audio-analysis/${id}`,
    duration_ms,
  };
}
