import { type Page, slice } from '../http/paging.js';
import { findPlayable } from '../world/catalogue.js';
import { parseLocalFile } from '../world/local-file.js';
import type { Playlist, PlaylistItem } from '../world/playlist.js';
import { houseUser } from '../world/playlists.js';
import type { World } from '../world/world.js';
import { localTrack } from './local-track.js';
import { listed } from './speech.js';
import { publicUser } from './user.js';
import { covers, type Image, links, type View } from './view.js';

/** What a playlist is apart from its items. */
function details(view: View, world: World, playlist: Playlist): object {
  const owner =
    world.users.get(playlist.owner)?.display_name ?? (playlist.owner === houseUser ? 'The House' : playlist.owner);
  return {
    collaborative: playlist.collaborative,
    description: playlist.description,
    ...links(view, 'playlist', playlist.id),
    id: playlist.id,
    images: playlistImages(view, playlist),
    name: playlist.name,
    owner: publicUser(view, playlist.owner, owner),
    primary_color: null,
    public: playlist.public,
    snapshot_id: playlist.seenSnapshot(view.now, view.quirks.snapshotDelayMs ?? 0),
    type: 'playlist',
    uri: playlist.uri,
  };
}

/** An uploaded cover hides the drawn ones; an empty playlist has none. */
export function playlistImages(view: View, playlist: Playlist): readonly Image[] {
  if (playlist.cover) {
    return [{ url: `${view.origin}/image/${playlist.id}-upload-${playlist.revision}`, height: null, width: null }];
  }
  return playlist.items.length === 0 ? [] : covers(view, playlist.id);
}

/** Whether this caller gets to see the items: Development Mode apps see only those of their user. */
export function showsItems(view: View, playlist: Playlist): boolean {
  return view.rules.showsForeignItems || playlist.isOpenTo(view.user?.id);
}

/** A playlist in a list: the number of items, but not the items. */
export function simplifiedPlaylist(view: View, world: World, playlist: Playlist): object {
  const reference = {
    href: itemsUrl(view, playlist),
    total: playlist.seenTotal(view.now, view.quirks.totalDelayMs ?? 0),
  };
  return {
    ...details(view, world, playlist),
    ...(showsItems(view, playlist) ? { [view.rules.playlistShape.list]: reference } : {}),
  };
}

/** A playlist on its own, with the first page of its items if the caller may see them. */
export function fullPlaylist(view: View, world: World, playlist: Playlist): object {
  const followers = [...world.users.values()].filter(
    (user) => user.id !== playlist.owner && user.playlists.includes(playlist),
  );
  const base = { ...details(view, world, playlist), followers: { href: null, total: followers.length } };
  if (!showsItems(view, playlist)) return base;
  const items: Page<object> = slice(playlist.items, (item) => playlistItem(view, world, item), {
    url: itemsUrl(view, playlist),
    limit: 100,
    offset: 0,
  });
  return { ...base, [view.rules.playlistShape.list]: items };
}

/** One place of a playlist: `item` in Development Mode, where `track` is a mere flag inside it; `track` in extended mode. */
export function playlistItem(view: View, world: World, entry: PlaylistItem): object {
  const base = { added_at: entry.added_at, added_by: publicUser(view, entry.added_by), primary_color: null };
  const { place } = view.rules.playlistShape;
  const local = parseLocalFile(entry.uri);
  if (local) return { ...base, is_local: true, [place]: localTrack(local, entry.uri), video_thumbnail: { url: null } };
  const item = findPlayable(world.catalogue, entry.uri);
  const isTrack = item?.type === 'track';
  const shown = item && (isTrack || view.knowsEpisodes) ? listed(view, item) : null;
  return {
    ...base,
    is_local: false,
    [place]: shown && { ...shown, episode: !isTrack, track: isTrack },
    video_thumbnail: { url: null },
  };
}

function itemsUrl(view: View, playlist: Playlist): string {
  return `${view.origin}/v1/playlists/${playlist.id}/${view.rules.playlistShape.list}`;
}
