import type { UserCall } from '../http/route.js';
import type { Device } from '../player/device.js';
import type { Player } from '../player/player.js';
import { findPlayable } from '../world/catalogue.js';
import { isThere } from '../world/models.js';
import { playable } from './speech.js';
import type { View } from './view.js';

const queueLength = 20;

/** The whole state of a player. */
export function playbackState(call: UserCall, device: Device): object {
  const { player } = call.user;
  return {
    device,
    shuffle_state: player.shuffle_state,
    smart_shuffle: false,
    repeat_state: player.repeat_state,
    ...currentlyPlaying(call),
  };
}

/** What plays; episodes are told only to those who said that they understand them. */
export function currentlyPlaying({ view, user, world }: UserCall): object {
  const { player } = user;
  const item = player.item === null ? undefined : findPlayable(world.catalogue, player.item);
  const isTrack = item?.type === 'track';
  return {
    is_playing: player.is_playing,
    timestamp: player.timestamp,
    context: contextObject(view, player.context),
    progress_ms: player.position_ms,
    item: item && (isTrack || view.knowsEpisodes) ? playable(view, item) : null,
    currently_playing_type: player.isAd ? 'ad' : item === undefined ? 'unknown' : isTrack ? 'track' : 'episode',
    actions: { disallows: disallows(player) },
  };
}

/** What plays and what comes next. */
export function queueState({ view, user, world }: UserCall): object {
  const { player } = user;
  const current = player.item === null ? undefined : findPlayable(world.catalogue, player.item);
  const upcoming = player
    .upcoming(queueLength)
    .map((uri) => findPlayable(world.catalogue, uri))
    .filter(isThere);
  return {
    currently_playing: current ? playable(view, current) : null,
    queue: upcoming.map((item) => playable(view, item)),
  };
}

/** Where the music comes from. */
export function contextObject(view: View, uri: string | null): object | null {
  if (uri === null) return null;
  const parts = uri.split(':');
  const [kind = '', id = ''] = uri.endsWith(':collection') ? ['collection', parts[2]] : [parts[1], parts[2]];
  const href = kind === 'collection' ? `${view.origin}/v1/me/tracks` : `${view.origin}/v1/${kind}s/${id}`;
  const page = kind === 'collection' ? 'https://open.spotify.com/collection' : `https://open.spotify.com/${kind}/${id}`;
  return { external_urls: { spotify: page }, href, type: kind, uri };
}

/** What one cannot do now. */
function disallows(player: Player): object {
  if (player.isAd) return { seeking: true, skipping_next: true, skipping_prev: true, toggling_shuffle: true };
  return player.is_playing ? { resuming: true } : { pausing: true };
}
