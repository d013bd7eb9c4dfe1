import type { Clock } from '../clock.js';
import { ownFileDurationMs } from '../player/own-files.js';
import { findPlayable } from '../world/catalogue.js';
import { parseLocalFile } from '../world/local-file.js';
import type { Catalogue, Playable } from '../world/models.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';

/** What there is, for a look from outside. */
export function describeWorld(world: World, clock: Clock): object {
  const { artists, albums, tracks, shows, episodes, audiobooks, chapters } = world.catalogue;
  return {
    seed: world.seed,
    now: clock.now(),
    catalogue: {
      artists: artists.size,
      albums: albums.size,
      tracks: tracks.size,
      shows: shows.size,
      episodes: episodes.size,
      audiobooks: audiobooks.size,
      chapters: chapters.size,
    },
    users: [...world.users.values()].map((user) => describeUser(user, world.catalogue)),
  };
}

function describeUser(user: User, catalogue: Catalogue): object {
  const { player } = user;
  const uri = player.item ?? '';
  const item = findPlayable(catalogue, uri);
  const file = parseLocalFile(uri);
  return {
    id: user.id,
    display_name: user.display_name,
    product: user.product,
    playlists: user.playlists.map(({ id, name, description, public: isPublic, owner, items, snapshot }) => ({
      id,
      name,
      description,
      public: isPublic,
      owner,
      items,
      snapshot,
    })),
    library: [...user.library],
    devices: user.devices,
    player: {
      device: player.device?.name ?? null,
      is_playing: player.is_playing,
      item: player.item,
      name: item?.name ?? file?.title ?? null,
      ...(item ? credit(item) : { by: file?.artist ?? null, cover: null }),
      duration_ms: item?.duration_ms ?? ownFileDurationMs(uri) ?? null,
      position_ms: player.position_ms,
      context: player.context,
      queue: player.queue,
      repeat_state: player.repeat_state,
      shuffle_state: player.shuffle_state,
    },
  };
}

/** By whom something is, and where its cover can be fetched. */
function credit(item: Playable): { readonly by: string; readonly cover: string } {
  const [by, id] =
    item.type === 'track'
      ? [item.artists.map(({ name }) => name).join(', '), item.album.id]
      : item.type === 'episode'
        ? [item.show.name, item.show.id]
        : [item.audiobook.authors.join(', '), item.audiobook.id];
  return { by, cover: `/image/${id}-64` };
}
