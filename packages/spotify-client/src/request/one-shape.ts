import { isRecord } from './error-body.js';

type Fields = Readonly<Record<string, unknown>>;

/** A playlist in the one shape of this package: Spotify calls its contents `items` or, for older apps, `tracks`. */
export function playlistShape(playlist: unknown): unknown {
  if (!isRecord(playlist) || (!('items' in playlist) && !('tracks' in playlist))) return playlist;
  const { tracks, ...others } = playlist;
  // A person who may not see the contents gets neither.
  return { ...others, items: playlistItemsShape('items' in playlist ? playlist.items : tracks) };
}

/** A page of a playlist's contents in one shape: Spotify calls what is in a place `item` or, for older apps, `track`. */
export function playlistItemsShape(page: unknown): unknown {
  return mapItems(page, (place) => {
    if (!('item' in place) && !('track' in place)) return place;
    const { track, ...others } = place;
    // In Development Mode `track` can be a mere true beside `item`.
    const content = 'item' in place ? place.item : track;
    return { ...others, item: isRecord(content) ? content : null };
  });
}

/** A page of playlists, each in one shape; null stays null. */
export function playlistPageShape(page: unknown): unknown {
  return mapItems(page, playlistShape);
}

/** An answer with a page of playlists under `playlists`. */
export function playlistsFieldShape(answer: unknown): unknown {
  if (!isRecord(answer) || !isRecord(answer.playlists)) return answer;
  return { ...answer, playlists: playlistPageShape(answer.playlists) };
}

function mapItems(page: unknown, change: (entry: Fields) => unknown): unknown {
  if (!isRecord(page) || !Array.isArray(page.items)) return page;
  return { ...page, items: page.items.map((entry: unknown) => (isRecord(entry) ? change(entry) : entry)) };
}
