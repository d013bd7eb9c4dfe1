import type { UserCall } from '../http/route.js';
import type { Device } from '../player/device.js';
import type { Player } from '../player/player.js';
import { findPlayable } from '../world/catalogue.js';
import { parseLocalFile } from '../world/local-file.js';
import { isThere } from '../world/models.js';
import type { World } from '../world/world.js';
import { localTrack } from './local-track.js';
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
  const item = player.item === null ? undefined : findItem(view, world, player.item);
  const isTrack = item?.type === 'track';
  return {
    is_playing: player.is_playing,
    timestamp: player.timestamp,
    context: contextObject(view, player.context),
    progress_ms: player.position_ms,
    item: item && (isTrack || view.knowsEpisodes) ? item.shown() : null,
    currently_playing_type: player.isAd ? 'ad' : item === undefined ? 'unknown' : isTrack ? 'track' : 'episode',
    actions: { disallows: disallows(player) },
  };
}

/** What plays and what comes next. */
export function queueState({ view, user, world }: UserCall): object {
  const { player } = user;
  const current = player.item === null ? undefined : findItem(view, world, player.item);
  const upcoming = player
    .upcoming(queueLength)
    .map((uri) => findItem(view, world, uri))
    .filter(isThere);
  return { currently_playing: current?.shown() ?? null, queue: upcoming.map((item) => item.shown()) };
}

/** Something that a player has: a part of the catalogue, or a file of its listener's own. */
interface PlayedItem {
  readonly type: 'track' | 'episode' | 'chapter';
  shown(): object;
}

function findItem(view: View, world: World, uri: string): PlayedItem | undefined {
  const file = parseLocalFile(uri);
  if (file) return { type: 'track', shown: () => localTrack(file, uri) };
  const item = findPlayable(world.catalogue, uri);
  return item && { type: item.type, shown: () => playable(view, item) };
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
